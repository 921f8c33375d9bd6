import type { MetricDefinition } from './metric.types';

export default {
  id: 'sortino_ratio',
  aliases: ['sortino'],
  title: 'Sortino ratio',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Mean bar return per unit of downside deviation (target 0), annualized. NaN when no bar lost.',
  formula: 'mean(r) ÷ √mean(min(r, 0)²) · √(bars per year)',
  source: 'Sortino & Price 1994; vectorbt 1.1',
  minimumTrades: 0,
  compute: (context) => (context.meanReturn / context.downsideDeviation) * Math.sqrt(context.periodsPerYear),
} satisfies MetricDefinition;
