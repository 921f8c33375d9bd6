import type { MetricDefinition } from './metric.types';

export default {
  id: 'best_trade_percent',
  aliases: ['best_trade'],
  title: 'Best trade',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Highest return of a closed trade. NaN without closed trades.',
  formula: '100 · max(trade return)',
  source: 'textbook',
  minimumTrades: 1,
  compute: (context) => 100 * context.totals.bestReturn,
} satisfies MetricDefinition;
