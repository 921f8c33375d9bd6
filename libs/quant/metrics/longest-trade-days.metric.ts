import type { MetricDefinition } from './metric.types';
import { tradeDays } from './trade-statistics';

export default {
  id: 'longest_trade_days',
  aliases: ['max_trade_duration_days'],
  title: 'Longest trade',
  unit: 'days',
  direction: 'none',
  definition: 'Longest calendar time of a closed trade. NaN without closed trades.',
  formula: 'max(exit time − entry time)',
  source: 'backtesting.py 0.6 (Max. Trade Duration)',
  minimumTrades: 1,
  compute: (context) => tradeDays(context.closedTrades).reduce((most, days) => Math.max(most, days), -Infinity),
} satisfies MetricDefinition;
