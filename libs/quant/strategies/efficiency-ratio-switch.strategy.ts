import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'efficiency-ratio-switch',
  catalogueId: 'G03',
  title: 'Efficiency-ratio switch',
  category: 'regime-switching',
  version: 1,
  description: 'Momentum when price moves efficiently, reversion when it does not.',
  source: 'Kaufman 1995',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 40, step: 1 },
    hi: { kind: 'float', default: 0.5, min: 0.35, max: 0.75, step: 0.05 },
    lo: { kind: 'float', default: 0.25, min: 0.1, max: 0.34, step: 0.01 },
    z: { kind: 'float', default: 1.5, min: 1, max: 3, step: 0.1 },
  },
  constraints: ['lo < hi'],
  enterLong: '(er(close, n) > hi and close > close[n]) or (er(close, n) < lo and zscore(close, 20) < -z)',
  exitLong: '(er(close, n) > hi and close < close[n]) or zscore(close, 20) > z',
  enterShort: '(er(close, n) > hi and close < close[n]) or (er(close, n) < lo and zscore(close, 20) > z)',
  exitShort: '(er(close, n) > hi and close > close[n]) or zscore(close, 20) < -z',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
