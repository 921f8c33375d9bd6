import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'nvi-above-ema',
  catalogueId: 'O09',
  title: 'NVI above its one-year EMA',
  category: 'volume',
  version: 1,
  description: 'Quiet-day index against its one-year average.',
  source: 'Fosback 1976',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 255, min: 100, max: 300, step: 5 },
  },
  constraints: [],
  enterLong: 'crossUp(nvi(), ema(nvi(), n))',
  exitLong: 'crossDown(nvi(), ema(nvi(), n))',
} satisfies StrategyDefinition;
