import type { MetricDefinition } from './metric.types';
import { profitFactor } from './trade-statistics';

export default {
  id: 'return_profit_factor',
  title: 'Profit factor of returns',
  unit: 'ratio',
  direction: 'maximize',
  definition:
    "Sum of the winning trades' returns per sum of the losing ones', independent of size. NaN without a loss.",
  formula: 'Σ positive trade returns ÷ |Σ negative trade returns|',
  source: 'backtesting.py 0.6 (Profit Factor)',
  minimumTrades: 1,
  compute: (context) => profitFactor(context.closedTrades.map((trade) => trade.return)),
} satisfies MetricDefinition;
