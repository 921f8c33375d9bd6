import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'hurst-switch',
  catalogueId: 'G06',
  title: 'Hurst switch',
  category: 'regime-switching',
  version: 1,
  description: 'Momentum when returns persist, reversion when they do not, by the Hurst exponent.',
  source: 'Hurst/Mandelbrot convention',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 100, min: 64, max: 256, step: 4 },
    hi: { kind: 'float', default: 0.6, min: 0.55, max: 0.75, step: 0.01 },
    lo: { kind: 'float', default: 0.45, min: 0.3, max: 0.5, step: 0.01 },
    m: { kind: 'integer', default: 20, min: 5, max: 60, step: 5 },
  },
  constraints: ['lo < hi'],
  enterLong: '(hurst(n) > hi and roc(close, m) > 0) or (hurst(n) < lo and zscore(close, m) < -1.5)',
  exitLong: '(hurst(n) > hi and roc(close, m) < 0) or zscore(close, m) > 1',
  enterShort: '(hurst(n) > hi and roc(close, m) < 0) or (hurst(n) < lo and zscore(close, m) > 1.5)',
  exitShort: '(hurst(n) > hi and roc(close, m) > 0) or zscore(close, m) < -1',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
