import type { MetricDefinition } from './metric.types';

export default {
  id: 'closed_trade_exposure_percent',
  title: 'Exposure of closed trades',
  unit: 'percent',
  direction: 'none',
  definition: 'Share of the bars on which a trade that was closed later was held. NaN without bars.',
  formula: '100 · bars from entry to exit (both included) of closed trades ÷ bars',
  source: 'backtesting.py 0.6 (Exposure Time)',
  minimumTrades: 0,
  compute: (context) => (100 * context.totals.barsHeldClosed) / context.bars,
} satisfies MetricDefinition;
