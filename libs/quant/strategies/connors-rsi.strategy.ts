import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'connors-rsi',
  catalogueId: 'R10',
  title: 'ConnorsRSI',
  category: 'mean-reversion',
  version: 1,
  description: 'Three-part short-term RSI at an extreme within a long-term rise.',
  source: 'Connors 2012',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    lo: { kind: 'integer', default: 10, min: 3, max: 20, step: 1 },
    x: { kind: 'integer', default: 70, min: 50, max: 90, step: 5 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and crsi(3, 2, 100) < lo',
  exitLong: 'crsi(3, 2, 100) > x',
} satisfies StrategyDefinition;
