import type { MetricDefinition } from './metric.types';

export default {
  id: 'geometric_volatility_percent',
  aliases: ['volatility_ann_percent'],
  title: 'Volatility of compounded calendar returns',
  unit: 'percent',
  direction: 'minimize',
  definition:
    'Standard deviation of the yearly return if calendar returns compound independently. NaN below three calendar periods.',
  formula:
    '100 · √((var + (1 + g)²)^P − (1 + g)^(2P)), var of calendar returns (n − 1), g and P as in geometric_annual_return_percent',
  source: 'backtesting.py 0.6 (Volatility (Ann.))',
  minimumTrades: 0,
  compute: (context) => 100 * context.compoundedVolatility,
} satisfies MetricDefinition;
