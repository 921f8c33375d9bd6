import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'outside-bar-reversal',
  catalogueId: 'P05',
  title: 'Outside-bar reversal',
  category: 'pattern',
  version: 1,
  description: 'An outside bar at an extreme that closes beyond the bar before.',
  source: 'key-reversal convention',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    hold: { kind: 'integer', default: 5, min: 1, max: 15, step: 1 },
  },
  constraints: [],
  enterLong: 'outsideBar() and low <= lowest(low, n) and close > high[1]',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'outsideBar() and high >= highest(high, n) and close < low[1]',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
