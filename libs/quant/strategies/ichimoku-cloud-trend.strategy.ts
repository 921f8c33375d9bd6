import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ichimoku-cloud-trend',
  catalogueId: 'T16',
  title: 'Ichimoku cloud trend',
  category: 'trend',
  version: 1,
  description: 'Tenkan/kijun crossing confirmed by the cloud and by the close k bars ago.',
  source: 'Hosoda 1969',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    t: { kind: 'integer', default: 9, min: 5, max: 20, step: 1 },
    k: { kind: 'integer', default: 26, min: 15, max: 60, step: 1 },
    b: { kind: 'integer', default: 52, min: 40, max: 120, step: 4 },
  },
  constraints: ['t < k', 'k < b'],
  enterLong:
    'crossUp(ichimoku(t, k, b).tenkan, ichimoku(t, k, b).kijun) and close > ' +
    'max(ichimoku(t, k, b).spanA, ichimoku(t, k, b).spanB) and close > close[k]',
  exitLong: 'close < ichimoku(t, k, b).kijun',
  enterShort:
    'crossDown(ichimoku(t, k, b).tenkan, ichimoku(t, k, b).kijun) and close < ' +
    'min(ichimoku(t, k, b).spanA, ichimoku(t, k, b).spanB) and close < close[k]',
  exitShort: 'close > ichimoku(t, k, b).kijun',
} satisfies StrategyDefinition;
