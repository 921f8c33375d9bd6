import type { MetricDefinition } from './metric.types';

export default {
  id: 'calmar_ratio',
  aliases: ['calmar'],
  title: 'Calmar ratio',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Annualized return per unit of maximum drawdown, over the whole run. NaN without drawdown.',
  formula: 'annualized_return_percent ÷ max_drawdown_percent',
  source: 'Young 1991; vectorbt 1.1',
  minimumTrades: 0,
  compute: (context) => context.annualizedReturn / context.maxDrawdown,
} satisfies MetricDefinition;
