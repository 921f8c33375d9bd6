import type { MetricDefinition } from './metric.types';

export default {
  id: 'geometric_calmar_ratio',
  title: 'Calmar ratio of compounded returns',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Annualized calendar return per unit of maximum drawdown. NaN without drawdown.',
  formula: 'geometric_annual_return_percent ÷ max_drawdown_percent',
  source: 'backtesting.py 0.6 (Calmar Ratio)',
  minimumTrades: 0,
  compute: (context) => context.compoundedReturn / context.maxDrawdown,
} satisfies MetricDefinition;
