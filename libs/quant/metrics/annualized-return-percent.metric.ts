import type { MetricDefinition } from './metric.types';

export default {
  id: 'annualized_return_percent',
  aliases: ['annual_return_percent', 'annualized_return'],
  title: 'Annualized return',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Yearly growth that would give the total return over as many bars. NaN without bars.',
  formula: '100 · ((1 + total return)^(bars per year ÷ bars) − 1)',
  source: 'vectorbt 1.1 (annualized_return)',
  minimumTrades: 0,
  compute: (context) => 100 * context.annualizedReturn,
} satisfies MetricDefinition;
