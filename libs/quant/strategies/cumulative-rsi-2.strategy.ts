import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'cumulative-rsi-2',
  catalogueId: 'R03',
  title: 'Cumulative RSI(2)',
  category: 'mean-reversion',
  version: 1,
  description: 'RSI(2) summed over k bars is low within a long-term rise.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    k: { kind: 'integer', default: 2, min: 2, max: 5, step: 1 },
    lo: { kind: 'integer', default: 35, min: 10, max: 60, step: 5 },
    x: { kind: 'integer', default: 65, min: 50, max: 80, step: 5 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and sum(rsi(close, 2), k) < lo',
  exitLong: 'rsi(close, 2) > x',
} satisfies StrategyDefinition;
