import type { MetricDefinition } from './metric.types';

export default {
  id: 'win_rate_percent',
  aliases: ['win_rate'],
  title: 'Win rate',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Share of the closed trades that made money after costs. NaN without closed trades.',
  formula: '100 · count(pnl > 0) ÷ count(closed trades)',
  source: 'textbook',
  minimumTrades: 1,
  compute: (context) => (100 * context.totals.wins) / context.totals.trades,
} satisfies MetricDefinition;
