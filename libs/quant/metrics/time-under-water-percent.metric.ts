import type { MetricDefinition } from './metric.types';

export default {
  id: 'time_under_water_percent',
  title: 'Time under water',
  unit: 'percent',
  direction: 'minimize',
  definition: 'Share of the bars on which equity is below an earlier high. NaN without bars.',
  formula: '100 · bars with drawdown ÷ bars',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => (100 * context.drawdown.filter((value) => value > 0).length) / context.bars,
} satisfies MetricDefinition;
