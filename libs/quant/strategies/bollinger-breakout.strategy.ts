import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'bollinger-breakout',
  catalogueId: 'B04',
  title: 'Bollinger breakout',
  category: 'breakout',
  version: 1,
  description: 'Close crosses a Bollinger band outwards, out at the middle.',
  source: 'Bollinger 2001 (method III/trend use)',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 1 },
    k: { kind: 'float', default: 2, min: 1, max: 3.5, step: 0.1 },
  },
  constraints: [],
  enterLong: 'crossUp(close, bb(close, n, k).upper)',
  exitLong: 'close < bb(close, n, k).mid',
  enterShort: 'crossDown(close, bb(close, n, k).lower)',
  exitShort: 'close > bb(close, n, k).mid',
} satisfies StrategyDefinition;
