import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'turtle-soup',
  catalogueId: 'P08',
  title: 'Turtle Soup',
  category: 'pattern',
  version: 1,
  description: 'A new extreme, some bars after the one before, that the close takes back.',
  source: 'Connors & Raschke 1995 (close-back form)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 40, step: 5 },
    gap: { kind: 'integer', default: 4, min: 3, max: 10, step: 1 },
    hold: { kind: 'integer', default: 5, min: 1, max: 15, step: 1 },
  },
  constraints: [],
  enterLong:
    'low < lowest(low, n)[1] and barsSince(low[1] <= lowest(low, n)[1]) >= gap - 1 and close > lowest(low, n)[1]',
  exitLong: 'barsSinceEntry >= hold',
  enterShort:
    'high > highest(high, n)[1] and barsSince(high[1] >= highest(high, n)[1]) >= gap - 1 and close < highest(high, n)[1]',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
