import type { MetricDefinition } from './metric.types';

export default {
  id: 'geometric_annual_return_percent',
  aliases: ['return_ann_percent'],
  title: 'Annualized return of calendar returns',
  unit: 'percent',
  direction: 'maximize',
  definition:
    'Geometric mean of the daily returns (weekly or monthly ones of such bars), compounded over a year. NaN below two calendar periods.',
  formula: '100 · ((1 + g)^P − 1), g = geometric mean of calendar returns, P = 252 or 365 days, 52 weeks, 12 months',
  source: 'backtesting.py 0.6 (Return (Ann.))',
  minimumTrades: 0,
  compute: (context) => 100 * context.compoundedReturn,
} satisfies MetricDefinition;
