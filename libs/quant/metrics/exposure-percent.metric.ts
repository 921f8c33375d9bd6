import type { MetricDefinition } from './metric.types';

export default {
  id: 'exposure_percent',
  aliases: ['exposure', 'exposure_time_percent'],
  title: 'Exposure',
  unit: 'percent',
  direction: 'none',
  definition: 'Share of the bars on which a position was held at any moment, an open one included. NaN without bars.',
  formula: '100 · bars from entry to exit (both included) of any trade ÷ bars',
  source: 'textbook',
  minimumTrades: 0,
  compute: (context) => (100 * context.totals.barsHeld) / context.bars,
} satisfies MetricDefinition;
