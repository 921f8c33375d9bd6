import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'stochrsi-cross',
  catalogueId: 'R20',
  title: 'StochRSI cross',
  category: 'mean-reversion',
  version: 1,
  description: 'Stochastic of the RSI turns in its extreme zone.',
  source: 'Chande & Kroll 1994',
  direction: 'long-short',
  timeframe: '15m-4h',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    lo: { kind: 'integer', default: 20, min: 5, max: 35, step: 5 },
  },
  constraints: [],
  enterLong: 'crossUp(stochrsi(n, n, 3, 3).k, stochrsi(n, n, 3, 3).d) and stochrsi(n, n, 3, 3).k < lo',
  exitLong: 'stochrsi(n, n, 3, 3).k > 100 - lo',
  enterShort: 'crossDown(stochrsi(n, n, 3, 3).k, stochrsi(n, n, 3, 3).d) and stochrsi(n, n, 3, 3).k > 100 - lo',
  exitShort: 'stochrsi(n, n, 3, 3).k < lo',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
