import type { MetricDefinition } from './metric.types';

export default {
  id: 'expectancy',
  title: 'Expectancy',
  unit: 'money',
  direction: 'maximize',
  definition: 'Mean money per closed trade after costs. NaN without closed trades.',
  formula: 'mean(pnl)',
  source: 'Tharp 1998; vectorbt 1.1',
  minimumTrades: 1,
  compute: (context) => context.totals.profit / context.totals.trades,
} satisfies MetricDefinition;
