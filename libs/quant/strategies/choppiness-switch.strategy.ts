import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'choppiness-switch',
  catalogueId: 'G02',
  title: 'Choppiness switch',
  category: 'regime-switching',
  version: 1,
  description: 'Average crossings when the market is not choppy, RSI(2) extremes when it is.',
  source: 'Dreiss 1991 (61.8/38.2)',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    hi: { kind: 'float', default: 61.8, min: 55.8, max: 69.8, step: 1 },
    lo: { kind: 'float', default: 38.2, min: 30.2, max: 45.2, step: 1 },
    ma: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
  },
  constraints: ['lo < hi'],
  enterLong: '(chop(n) < lo and crossUp(close, ema(close, ma))) or (chop(n) > hi and rsi(close, 2) < 10)',
  exitLong: '(chop(n) < lo and crossDown(close, ema(close, ma))) or (chop(n) > hi and rsi(close, 2) > 65)',
  enterShort: '(chop(n) < lo and crossDown(close, ema(close, ma))) or (chop(n) > hi and rsi(close, 2) > 90)',
  exitShort: '(chop(n) < lo and crossUp(close, ema(close, ma))) or (chop(n) > hi and rsi(close, 2) < 35)',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
