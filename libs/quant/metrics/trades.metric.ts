import type { MetricDefinition } from './metric.types';

export default {
  id: 'trades',
  aliases: ['total_trades', 'trade_count', 'number_of_trades'],
  title: 'Closed trades',
  unit: 'count',
  direction: 'none',
  definition: 'Number of closed trades.',
  formula: 'count(closed trades)',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => context.totals.trades,
} satisfies MetricDefinition;
