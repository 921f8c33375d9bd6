import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'adx-switch',
  catalogueId: 'G01',
  title: 'ADX switch: Donchian / Bollinger',
  category: 'regime-switching',
  version: 1,
  description: 'Breakouts in a strong trend, Bollinger re-entries in a weak one, nothing in between.',
  source: 'Wilder thresholds; hysteresis lo/hi',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    hi: { kind: 'integer', default: 25, min: 20, max: 35, step: 1 },
    lo: { kind: 'integer', default: 20, min: 10, max: 24, step: 1 },
    e: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    k: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
  },
  constraints: ['lo < hi'],
  enterLong:
    '(dmi(n).adx > hi and close > donchian(e).upper[1]) or (dmi(n).adx < lo and ' +
    'crossUp(close, bb(close, 20, k).lower))',
  exitLong: '(dmi(n).adx > hi and close < donchian(e).mid) or (dmi(n).adx < lo and close >= bb(close, 20, k).mid)',
  enterShort:
    '(dmi(n).adx > hi and close < donchian(e).lower[1]) or (dmi(n).adx < lo and ' +
    'crossDown(close, bb(close, 20, k).upper))',
  exitShort: '(dmi(n).adx > hi and close > donchian(e).mid) or (dmi(n).adx < lo and close <= bb(close, 20, k).mid)',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
