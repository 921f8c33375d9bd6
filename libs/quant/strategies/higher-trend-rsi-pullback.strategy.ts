import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'higher-trend-rsi-pullback',
  catalogueId: 'X02',
  title: 'HTF trend, LTF RSI pullback',
  category: 'multi-timeframe',
  version: 1,
  description: 'Buys an RSI dip on hourly bars while the daily trend is up.',
  source: 'convention',
  direction: 'long-short',
  timeframe: '1h with 1d',
  parameters: {
    ma: { kind: 'integer', default: 50, min: 20, max: 200, step: 10 },
    n: { kind: 'integer', default: 5, min: 2, max: 14, step: 1 },
    lo: { kind: 'integer', default: 30, min: 10, max: 40, step: 1 },
    x: { kind: 'integer', default: 60, min: 50, max: 80, step: 1 },
  },
  constraints: ['lo < x'],
  enterLong: 'htf("1d", close > ema(close, ma)) and crossUp(rsi(close, n), lo)',
  exitLong: 'rsi(close, n) > x or htf("1d", close < ema(close, ma))',
  enterShort: 'htf("1d", close < ema(close, ma)) and crossDown(rsi(close, n), 100 - lo)',
  exitShort: 'rsi(close, n) < 100 - x or htf("1d", close > ema(close, ma))',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
