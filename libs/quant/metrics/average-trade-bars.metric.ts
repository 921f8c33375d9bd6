import type { MetricDefinition } from './metric.types';

export default {
  id: 'average_trade_bars',
  title: 'Average trade length',
  unit: 'bars',
  direction: 'none',
  definition:
    'Mean number of bars from entry to exit of a closed trade; 0 is entry and exit on one bar. NaN without closed trades.',
  formula: 'mean(exit bar − entry bar)',
  source: 'textbook',
  minimumTrades: 1,
  compute: (context) => context.totals.tradeBars / context.totals.trades,
} satisfies MetricDefinition;
