import type { MetricDefinition } from './metric.types';

export default {
  id: 'worst_trade_percent',
  aliases: ['worst_trade'],
  title: 'Worst trade',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Lowest return of a closed trade. NaN without closed trades.',
  formula: '100 · min(trade return)',
  source: 'textbook',
  minimumTrades: 1,
  compute: (context) => 100 * context.totals.worstReturn,
} satisfies MetricDefinition;
