import type { MetricDefinition } from './metric.types';

export default {
  id: 'sharpe_ratio',
  aliases: ['sharpe'],
  title: 'Sharpe ratio',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Mean bar return per unit of deviation, annualized, risk-free rate 0. NaN when returns do not vary.',
  formula: 'mean(r) ÷ std(r, n − 1) · √(bars per year)',
  source: 'Sharpe 1994; vectorbt 1.1',
  minimumTrades: 0,
  compute: (context) => (context.meanReturn / context.returnDeviation) * Math.sqrt(context.periodsPerYear),
} satisfies MetricDefinition;
