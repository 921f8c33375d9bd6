import type { MetricDefinition } from './metric.types';

export default {
  id: 'cagr_percent',
  aliases: ['cagr'],
  title: 'Compound annual growth rate',
  unit: 'percent',
  direction: 'maximize',
  definition:
    'Yearly growth that would give the total return over the calendar time between the first and the last label. NaN when that time is zero.',
  formula: '100 · ((final equity ÷ initial balance)^(1 ÷ years) − 1), years of 365.25 days',
  source: 'backtesting.py 0.6 (CAGR)',
  minimumTrades: 0,
  compute: (context) => (context.years > 0 ? 100 * ((1 + context.totalReturn) ** (1 / context.years) - 1) : NaN),
} satisfies MetricDefinition;
