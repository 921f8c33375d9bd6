import type { MetricDefinition } from './metric.types';

export default {
  id: 'open_trades',
  title: 'Open trades',
  unit: 'count',
  direction: 'none',
  definition: 'Positions still open after the last bar: 0 or 1.',
  formula: 'count(open trades)',
  source: 'vectorbt 1.1',
  minimumTrades: 0,
  compute: (context) => context.totals.openTrades,
} satisfies MetricDefinition;
