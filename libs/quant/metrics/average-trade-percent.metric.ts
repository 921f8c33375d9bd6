import type { MetricDefinition } from './metric.types';

export default {
  id: 'average_trade_percent',
  aliases: ['avg_trade_percent', 'expectancy_percent'],
  title: 'Average trade',
  unit: 'percent',
  direction: 'maximize',
  definition: 'Mean return of the closed trades on their entry value, after costs. NaN without closed trades.',
  formula: '100 · mean(trade return)',
  source: 'backtesting.py 0.6 (Expectancy)',
  minimumTrades: 1,
  compute: (context) => 100 * (context.totals.tradeReturns / context.totals.trades),
} satisfies MetricDefinition;
