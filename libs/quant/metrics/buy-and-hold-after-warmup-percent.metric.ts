import type { MetricDefinition } from './metric.types';

export default {
  id: 'buy_and_hold_after_warmup_percent',
  title: 'Buy-and-hold return after warm-up',
  unit: 'percent',
  direction: 'none',
  definition:
    'Change of the close from the last warm-up bar (the one before the first whose signals count) to the last bar.',
  formula: '100 · (close[last] ÷ close[max(0, firstBar − 1)] − 1)',
  source: 'backtesting.py 0.6 (Buy & Hold Return)',
  minimumTrades: 0,
  compute: ({ candles: { close }, simulation }) =>
    100 * ((close[close.length - 1] ?? NaN) / (close[Math.max(0, simulation.firstBar - 1)] ?? NaN) - 1),
} satisfies MetricDefinition;
