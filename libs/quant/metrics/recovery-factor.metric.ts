import type { MetricDefinition } from './metric.types';

export default {
  id: 'recovery_factor',
  title: 'Recovery factor',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Total return per unit of maximum drawdown. NaN without drawdown.',
  formula: 'total_return_percent ÷ max_drawdown_percent',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => context.totalReturn / context.maxDrawdown,
} satisfies MetricDefinition;
