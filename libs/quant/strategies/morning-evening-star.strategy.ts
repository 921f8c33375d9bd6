import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'morning-evening-star',
  catalogueId: 'P03',
  title: 'Morning / evening star',
  category: 'pattern',
  version: 1,
  description: 'Morning stars at a low and evening stars at a high.',
  source: 'Nison 1991',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    hold: { kind: 'integer', default: 7, min: 2, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'morningStar() and lowest(low, 3) <= lowest(low, n)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'eveningStar() and highest(high, 3) >= highest(high, n)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'lowest(low, 3)' },
} satisfies StrategyDefinition;
