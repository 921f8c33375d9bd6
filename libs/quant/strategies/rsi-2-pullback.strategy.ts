import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'rsi-2-pullback',
  catalogueId: 'R02',
  title: 'RSI(2) pullback',
  category: 'mean-reversion',
  version: 1,
  description: 'A short fall within a long-term rise, sold at the first recovery.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 2, min: 2, max: 5, step: 1 },
    lo: { kind: 'integer', default: 10, min: 2, max: 25, step: 1 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
    x: { kind: 'integer', default: 5, min: 3, max: 12, step: 1 },
  },
  constraints: ['x < ma'],
  enterLong: 'close > sma(close, ma) and rsi(close, n) < lo',
  exitLong: 'close > sma(close, x)',
} satisfies StrategyDefinition;
