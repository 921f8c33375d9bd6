import type { MetricDefinition } from './metric.types';
import { payoffRatio } from './run-totals';

export default {
  id: 'kelly_fraction',
  aliases: ['kelly', 'kelly_criterion'],
  title: 'Kelly fraction',
  unit: 'ratio',
  direction: 'maximize',
  definition:
    'Share of capital that would maximise long-run growth if trades kept their win rate and payoff. NaN without a win or without a loss.',
  formula: 'w − (1 − w) ÷ payoff ratio, w = win rate',
  source: 'Kelly 1956; backtesting.py 0.6 (Kelly Criterion)',
  minimumTrades: 1,
  compute({ totals }) {
    const wins = totals.wins / totals.trades;
    return wins - (1 - wins) / payoffRatio(totals);
  },
} satisfies MetricDefinition;
