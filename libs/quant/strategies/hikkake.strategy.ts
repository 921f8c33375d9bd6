import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'hikkake',
  catalogueId: 'P09',
  title: 'Hikkake',
  category: 'pattern',
  version: 1,
  description: 'The failure of a breakout from an inside bar.',
  source: 'Chesler 2003',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    win: { kind: 'integer', default: 3, min: 1, max: 5, step: 1 },
    hold: { kind: 'integer', default: 5, min: 1, max: 15, step: 1 },
  },
  constraints: [],
  enterLong:
    'barsSince(insideBar()[1] and high < high[1] and low < low[1]) <= win and crossUp(close, valueWhen(insideBar()[1] and high < high[1] and low < low[1], high[1], 0))',
  exitLong: 'barsSinceEntry >= hold',
  enterShort:
    'barsSince(insideBar()[1] and high > high[1] and low > low[1]) <= win and crossDown(close, valueWhen(insideBar()[1] and high > high[1] and low > low[1], low[1], 0))',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'lowest(low, 4)' },
} satisfies StrategyDefinition;
