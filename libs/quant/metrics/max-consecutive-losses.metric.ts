import type { MetricDefinition } from './metric.types';

export default {
  id: 'max_consecutive_losses',
  title: 'Longest losing streak',
  unit: 'count',
  direction: 'minimize',
  definition: 'Most closed trades in a row that lost money. 0 without one.',
  formula: 'longest run of pnl < 0',
  source: 'textbook',
  minimumTrades: 0,
  compute({ closedTrades }) {
    let streak = 0;
    let longest = 0;
    for (const { pnl } of closedTrades) {
      streak = pnl < 0 ? streak + 1 : 0;
      longest = Math.max(longest, streak);
    }
    return longest;
  },
} satisfies MetricDefinition;
