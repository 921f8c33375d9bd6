import type { MetricDefinition } from './metric.types';

export default {
  id: 'total_return_percent',
  aliases: ['total_return', 'return_percent', 'return'],
  title: 'Total return',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Change of equity from the initial balance to the last close.',
  formula: '100 · (final equity ÷ initial balance − 1)',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => 100 * context.totalReturn,
} satisfies MetricDefinition;
