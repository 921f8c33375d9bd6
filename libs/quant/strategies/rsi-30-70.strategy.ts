import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'rsi-30-70',
  catalogueId: 'R01',
  title: 'RSI 30/70',
  category: 'mean-reversion',
  version: 1,
  description: 'RSI comes back from oversold or overbought.',
  source: 'Wilder 1978',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 2, max: 30, step: 1 },
    lo: { kind: 'integer', default: 30, min: 10, max: 45, step: 1 },
    hi: { kind: 'integer', default: 70, min: 55, max: 90, step: 1 },
  },
  constraints: ['lo < hi'],
  enterLong: 'crossUp(rsi(close, n), lo)',
  exitLong: 'rsi(close, n) > hi',
  enterShort: 'crossDown(rsi(close, n), hi)',
  exitShort: 'rsi(close, n) < lo',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
