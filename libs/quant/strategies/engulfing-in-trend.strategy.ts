import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'engulfing-in-trend',
  catalogueId: 'P01',
  title: 'Engulfing in trend',
  category: 'pattern',
  version: 1,
  description: 'Engulfing bars in the direction of the average.',
  source: 'Nison 1991',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    ma: { kind: 'integer', default: 50, min: 20, max: 200, step: 10 },
    hold: { kind: 'integer', default: 5, min: 1, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'engulfBull() and close > sma(close, ma)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'engulfBear() and close < sma(close, ma)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low - 0.1 * atr(14)', takeProfit: 'close + 2 * (close - low)' },
} satisfies StrategyDefinition;
