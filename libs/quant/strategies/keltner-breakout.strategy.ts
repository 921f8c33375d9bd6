import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'keltner-breakout',
  catalogueId: 'B05',
  title: 'Keltner breakout',
  category: 'breakout',
  version: 1,
  description: 'Close crosses the Keltner channel outwards, out at the middle.',
  source: 'Keltner 1960; Raschke',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 1 },
    a: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    m: { kind: 'float', default: 2, min: 1, max: 4, step: 0.25 },
  },
  constraints: [],
  enterLong: 'crossUp(close, keltner(n, a, m).upper)',
  exitLong: 'close < keltner(n, a, m).mid',
  enterShort: 'crossDown(close, keltner(n, a, m).lower)',
  exitShort: 'close > keltner(n, a, m).mid',
} satisfies StrategyDefinition;
