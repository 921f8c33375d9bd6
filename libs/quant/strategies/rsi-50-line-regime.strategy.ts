import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'rsi-50-line-regime',
  catalogueId: 'M10',
  title: 'RSI 50-line regime',
  category: 'momentum',
  version: 1,
  description: 'RSI leaves a neutral band around 50.',
  source: 'Cardwell / Brown range-rules convention',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    band: { kind: 'integer', default: 5, min: 0, max: 15, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(rsi(close, n), 50 + band)',
  exitLong: 'crossDown(rsi(close, n), 50 - band)',
} satisfies StrategyDefinition;
