import type { MetricDefinition } from './metric.types';

export default {
  id: 'profit_factor',
  title: 'Profit factor',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Money won per money lost over the closed trades. NaN without a loss.',
  formula: 'Σ winning pnl ÷ |Σ losing pnl|',
  source: 'textbook; vectorbt 1.1',
  minimumTrades: 1,
  compute: (context) => context.totals.won / context.totals.lost,
} satisfies MetricDefinition;
