import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'obv-breakout-confirm',
  catalogueId: 'O02',
  title: 'OBV breakout confirm',
  category: 'volume',
  version: 1,
  description: 'Price breakout confirmed by on-balance volume at its extreme.',
  source: 'Granville 1963 convention',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
  },
  constraints: [],
  enterLong: 'close > donchian(n).upper[1] and obv() >= highest(obv(), n)',
  exitLong: 'close < donchian(n).lower[1] or obv() <= lowest(obv(), n)',
} satisfies StrategyDefinition;
