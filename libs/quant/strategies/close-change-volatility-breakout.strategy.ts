import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'close-change-volatility-breakout',
  catalogueId: 'V03',
  title: 'Close-change volatility breakout',
  category: 'volatility',
  version: 1,
  description: 'A single change of close larger than a multiple of the average true range.',
  source: 'Bookstaber-type; freqtrade-strategies VolatilitySystem (code read: 3h, ATR14 x2)',
  direction: 'reverse',
  timeframe: '3h/1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    k: { kind: 'float', default: 2, min: 0.5, max: 4, step: 0.1 },
  },
  constraints: [],
  enterLong: 'change(close, 1) > k * atr(n)[1]',
  exitLong: 'change(close, 1) < -k * atr(n)[1]',
} satisfies StrategyDefinition;
