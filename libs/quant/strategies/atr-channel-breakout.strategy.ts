import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'atr-channel-breakout',
  catalogueId: 'B19',
  title: 'ATR channel breakout',
  category: 'breakout',
  version: 1,
  description: 'Close beyond an average by a multiple of the average true range.',
  source: 'Way of the Turtle, ATR Channel Breakout (Faith 2007)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 40, min: 10, max: 120, step: 5 },
    k: { kind: 'float', default: 2.5, min: 1, max: 5, step: 0.25 },
  },
  constraints: [],
  enterLong: 'close > sma(close, n) + k * atr(n)',
  exitLong: 'close < sma(close, n)',
  enterShort: 'close < sma(close, n) - k * atr(n)',
  exitShort: 'close > sma(close, n)',
} satisfies StrategyDefinition;
