import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'price-volume-trend-signal',
  catalogueId: 'O13',
  title: 'Price-Volume Trend signal',
  category: 'volume',
  version: 1,
  description: 'Price-volume trend against its average.',
  source: 'convention',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 21, min: 5, max: 61, step: 2 },
  },
  constraints: [],
  enterLong: 'crossUp(pvt(), ema(pvt(), n))',
  exitLong: 'crossDown(pvt(), ema(pvt(), n))',
} satisfies StrategyDefinition;
