import type { MetricDefinition } from './metric.types';

export default {
  id: 'buy_and_hold_return_percent',
  aliases: ['buy_and_hold_percent'],
  title: 'Buy-and-hold return',
  unit: 'percent',
  direction: 'none',
  definition: 'Change of the close from the first bar to the last: what holding would have earned, without costs.',
  formula: '100 · (close[last] ÷ close[0] − 1)',
  source: 'textbook',
  minimumTrades: 0,
  compute: ({ candles: { close } }) => 100 * ((close[close.length - 1] ?? NaN) / (close[0] ?? NaN) - 1),
} satisfies MetricDefinition;
