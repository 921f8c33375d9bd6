import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'halloween',
  catalogueId: 'C02',
  title: 'Halloween / sell in May',
  category: 'seasonal',
  version: 1,
  description: 'Invested in the winter half of the year only. Months of the bar label in UTC.',
  source: 'Bouman & Jacobsen, AER 2002',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    inM: { kind: 'integer', default: 11, min: 9, max: 12, step: 1 },
    outM: { kind: 'integer', default: 5, min: 4, max: 7, step: 1 },
  },
  constraints: [],
  enterLong: 'month() >= inM or month() < outM',
  exitLong: 'month() >= outM and month() < inM',
} satisfies StrategyDefinition;
