import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'td-sequential-setup',
  catalogueId: 'P07',
  title: 'TD Sequential setup 9',
  category: 'pattern',
  version: 1,
  description: 'A perfected setup count.',
  source: 'DeMark 1994 (perfected setup)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    c: { kind: 'integer', default: 9, min: 7, max: 13, step: 1 },
    hold: { kind: 'integer', default: 10, min: 3, max: 30, step: 1 },
  },
  constraints: [],
  enterLong: 'tdsetup().buy == c and min(low, low[1]) < min(low[2], low[3])',
  exitLong: 'barsSinceEntry >= hold or tdsetup().sell >= c',
  enterShort: 'tdsetup().sell == c and max(high, high[1]) > max(high[2], high[3])',
  exitShort: 'barsSinceEntry >= hold or tdsetup().buy >= c',
  stops: { stopLoss: 'lowest(low, 9) - (highest(high, 9) - lowest(low, 9)) * 0.1' },
} satisfies StrategyDefinition;
