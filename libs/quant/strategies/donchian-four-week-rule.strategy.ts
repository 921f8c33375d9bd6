import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'donchian-four-week-rule',
  catalogueId: 'B03',
  title: 'Donchian four-week rule',
  category: 'breakout',
  version: 1,
  description: 'Close beyond the extremes of the n bars before, always in the market.',
  source: 'Donchian 1960',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
  },
  constraints: [],
  enterLong: 'close > donchian(n).upper[1]',
  exitLong: 'close < donchian(n).lower[1]',
} satisfies StrategyDefinition;
