import type { MetricDefinition } from './metric.types';

export default {
  id: 'max_drawdown_days',
  aliases: ['max_drawdown_duration_days'],
  title: 'Longest drawdown',
  unit: 'days',
  direction: 'minimize',
  definition:
    'Longest time between two highs of equity; one that has not ended counts up to the last bar. NaN without a drawdown.',
  formula: 'max(days of each drawdown period)',
  source: 'backtesting.py 0.6 (Max. Drawdown Duration)',
  minimumTrades: 0,
  compute: (context) => context.drawdownPeriods.reduce((most, { days }) => Math.max(most, days), -Infinity),
} satisfies MetricDefinition;
