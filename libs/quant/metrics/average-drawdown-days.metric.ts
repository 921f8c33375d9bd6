import type { MetricDefinition } from './metric.types';
import { mean } from './statistics';

export default {
  id: 'average_drawdown_days',
  aliases: ['average_drawdown_duration_days'],
  title: 'Average drawdown duration',
  unit: 'days',
  direction: 'minimize',
  definition: 'Mean time between two highs of equity. NaN without a drawdown.',
  formula: 'mean(days of each drawdown period); backtesting.py rounds it up to the bar size',
  source: 'backtesting.py 0.6 (Avg. Drawdown Duration)',
  minimumTrades: 0,
  compute: (context) => mean(context.drawdownPeriods.map(({ days }) => days)),
} satisfies MetricDefinition;
