import type { MetricDefinition } from './metric.types';
import buyAndHold from './buy-and-hold-after-warmup-percent.metric';
import { marketBeta } from './market';

export default {
  id: 'alpha_percent',
  aliases: ['alpha'],
  title: 'Alpha',
  unit: 'percent',
  direction: 'maximize',
  definition:
    'Total return beyond what beta times buy-and-hold (after warm-up) explains; over the whole run, not per year. NaN where beta is.',
  formula: 'total_return_percent − beta · buy_and_hold_after_warmup_percent',
  source: 'backtesting.py 0.6 (Alpha)',
  minimumTrades: 0,
  compute: (context) => 100 * context.totalReturn - marketBeta(context) * buyAndHold.compute(context),
} satisfies MetricDefinition;
