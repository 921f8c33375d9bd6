import type { MetricDefinition } from './metric.types';

export default {
  id: 'profit_factor_including_open',
  title: 'Profit factor, open trade included',
  unit: 'ratio',
  direction: 'maximize',
  definition: 'Money won per money lost over all trades, an open one at its mark. NaN without a loss.',
  formula: 'Σ winning pnl ÷ |Σ losing pnl|, all trades',
  source: 'vectorbt 1.1 (incl_open)',
  minimumTrades: 0,
  compute({ totals: { won, lost, openProfit } }) {
    return (won + Math.max(openProfit, 0)) / (lost - Math.min(openProfit, 0));
  },
} satisfies MetricDefinition;
