import type { MetricDefinition } from './metric.types';

export default {
  id: 'volatility_percent',
  aliases: ['annualized_volatility', 'volatility'],
  title: 'Volatility',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Sample standard deviation of the bar returns, annualized. NaN below two bars.',
  formula: '100 · std(r, n − 1) · √(bars per year)',
  source: 'vectorbt 1.1 (annualized_volatility)',
  minimumTrades: 0,
  compute: (context) => 100 * context.returnDeviation * Math.sqrt(context.periodsPerYear),
} satisfies MetricDefinition;
