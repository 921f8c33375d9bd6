import type { MetricDefinition } from './metric.types';
import { geometricMean } from './statistics';

export default {
  id: 'geometric_average_trade_percent',
  title: 'Average trade, geometric',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Geometric mean return of the closed trades; 0 if one lost everything. NaN without closed trades.',
  formula: '100 · (exp(mean(ln(1 + trade return))) − 1)',
  source: 'backtesting.py 0.6 (Avg. Trade)',
  minimumTrades: 1,
  compute: (context) => 100 * geometricMean(context.closedTrades.map((trade) => trade.return)),
} satisfies MetricDefinition;
