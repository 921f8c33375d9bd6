import type { MetricDefinition } from './metric.types';
import { sum } from './statistics';

export default {
  id: 'closed_trade_fees',
  title: 'Fees of closed trades',
  unit: 'money',
  direction: 'minimize',
  definition: 'Commissions of the closed trades, both sides.',
  formula: 'Σ (entry fee + exit fee) of closed trades',
  source: 'backtesting.py 0.6 (Commissions)',
  minimumTrades: 0,
  compute: (context) => sum(context.closedTrades.map(({ entryFee, exitFee }) => entryFee + exitFee)),
} satisfies MetricDefinition;
