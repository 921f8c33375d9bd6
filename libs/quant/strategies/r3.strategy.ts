import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'r3',
  catalogueId: 'R05',
  title: 'R3',
  category: 'mean-reversion',
  version: 1,
  description: 'RSI(2) falls three bars in a row from below a first level.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    first: { kind: 'integer', default: 60, min: 40, max: 75, step: 5 },
    lo: { kind: 'integer', default: 10, min: 2, max: 20, step: 1 },
    x: { kind: 'integer', default: 70, min: 55, max: 90, step: 5 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and falling(rsi(close, 2), 3) and rsi(close, 2)[2] < first and rsi(close, 2) < lo',
  exitLong: 'rsi(close, 2) > x',
} satisfies StrategyDefinition;
