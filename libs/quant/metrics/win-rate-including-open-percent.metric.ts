import type { MetricDefinition } from './metric.types';

export default {
  id: 'win_rate_including_open_percent',
  title: 'Win rate, open trade included',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Share of all trades that made money after costs, an open one at its mark. NaN without trades.',
  formula: '100 · count(pnl > 0) ÷ count(trades)',
  source: 'vectorbt 1.1 (incl_open)',
  minimumTrades: 0,
  compute({ totals: { trades, wins, openTrades, openProfit } }) {
    return (100 * (wins + (openProfit > 0 ? 1 : 0))) / (trades + openTrades);
  },
} satisfies MetricDefinition;
