import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'multiple-days-down',
  catalogueId: 'R08',
  title: 'Multiple Days Down',
  category: 'mean-reversion',
  version: 1,
  description: 'Most of the last bars closed lower within a long-term rise.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    w: { kind: 'integer', default: 5, min: 4, max: 7, step: 1 },
    d: { kind: 'integer', default: 4, min: 3, max: 6, step: 1 },
    x: { kind: 'integer', default: 5, min: 3, max: 12, step: 1 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: ['d <= w'],
  enterLong: 'close > sma(close, ma) and close < sma(close, x) and countTrue(close < close[1], w) >= d',
  exitLong: 'close > sma(close, x)',
} satisfies StrategyDefinition;
