import type { MetricDefinition } from './metric.types';

export default {
  id: 'peak_equity',
  aliases: ['equity_peak'],
  title: 'Highest equity',
  unit: 'money',
  direction: 'maximize',
  definition: 'Highest equity at any close.',
  formula: 'max(equity)',
  source: 'backtesting.py 0.6',
  minimumTrades: 0,
  compute: (context) => context.simulation.equity.reduce((most, value) => Math.max(most, value), -Infinity),
} satisfies MetricDefinition;
