import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'donchian-midline-trend',
  catalogueId: 'T25',
  title: 'Donchian midline trend',
  category: 'trend',
  version: 1,
  description: 'Price and the middle of the channel on the same side and moving the same way.',
  source: 'Donchian convention',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 40, min: 10, max: 150, step: 5 },
  },
  constraints: [],
  enterLong: 'close > donchian(n).mid and rising(donchian(n).mid, 1)',
  exitLong: 'close < donchian(n).mid and falling(donchian(n).mid, 1)',
} satisfies StrategyDefinition;
