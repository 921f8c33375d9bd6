import type { MetricDefinition } from './metric.types';
import { mean } from './statistics';

export default {
  id: 'average_drawdown_percent',
  aliases: ['avg_drawdown_percent'],
  title: 'Average drawdown',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Mean depth of the drawdown periods (more than one bar between two highs). NaN without one.',
  formula: '100 · mean(deepest drawdown of each period)',
  source: 'backtesting.py 0.6 (Avg. Drawdown)',
  minimumTrades: 0,
  compute: (context) => 100 * mean(context.drawdownPeriods.map(({ depth }) => depth)),
} satisfies MetricDefinition;
