import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'bandwidth-six-month-squeeze',
  catalogueId: 'B17',
  title: 'Bandwidth six-month squeeze',
  category: 'breakout',
  version: 1,
  description: 'Close outside the Bollinger bands soon after their narrowest in w bars.',
  source: 'Bollinger 2001 (The Squeeze)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 40, step: 1 },
    k: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
    w: { kind: 'integer', default: 125, min: 60, max: 250, step: 5 },
    r: { kind: 'integer', default: 5, min: 1, max: 15, step: 1 },
  },
  constraints: [],
  enterLong:
    'barsSince(bb(close, n, k).width <= lowest(bb(close, n, k).width, w)) <= r and close > bb(close, n, k).upper',
  exitLong: 'close < bb(close, n, k).mid',
  enterShort:
    'barsSince(bb(close, n, k).width <= lowest(bb(close, n, k).width, w)) <= r and close < bb(close, n, k).lower',
  exitShort: 'close > bb(close, n, k).mid',
} satisfies StrategyDefinition;
