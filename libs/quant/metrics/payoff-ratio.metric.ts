import type { MetricDefinition } from './metric.types';
import { payoffRatio } from './run-totals';

export default {
  id: 'payoff_ratio',
  title: 'Payoff ratio',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Mean winning pnl per mean losing pnl of the closed trades. NaN without a win or without a loss.',
  formula: 'mean(pnl > 0) ÷ |mean(pnl < 0)|',
  source: 'textbook',
  minimumTrades: 1,
  compute: (context) => payoffRatio(context.totals),
} satisfies MetricDefinition;
