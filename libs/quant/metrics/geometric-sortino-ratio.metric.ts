import type { MetricDefinition } from './metric.types';
import { downsideDeviation } from './statistics';

export default {
  id: 'geometric_sortino_ratio',
  title: 'Sortino ratio of compounded returns',
  unit: 'ratio',
  direction: 'maximize',
  definition:
    'Annualized calendar return per unit of annualized downside deviation of calendar returns. NaN when no period lost.',
  formula: 'geometric annual return ÷ (√mean(min(d, 0)²) · √P), d and P as in geometric_annual_return_percent',
  source: 'backtesting.py 0.6 (Sortino Ratio)',
  minimumTrades: 0,
  compute: (context) =>
    context.compoundedReturn / (downsideDeviation(context.calendarReturns) * Math.sqrt(context.calendarPeriodsPerYear)),
} satisfies MetricDefinition;
