import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'vhf-switch',
  catalogueId: 'G08',
  title: 'VHF switch: MA cross / stochastic',
  category: 'regime-switching',
  version: 1,
  description: 'Average crossings when price moves straight, stochastic turns when it does not.',
  source: 'White 1991',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 28, min: 14, max: 60, step: 2 },
    th: { kind: 'float', default: 0.35, min: 0.2, max: 0.55, step: 0.01 },
    f: { kind: 'integer', default: 10, min: 5, max: 20, step: 1 },
    s: { kind: 'integer', default: 40, min: 20, max: 100, step: 5 },
  },
  constraints: ['f < s'],
  enterLong:
    '(vhf(n) > th and crossUp(ema(close, f), ema(close, s))) or (vhf(n) <= th and crossUp(stoch(14, 3, 3).k, 20))',
  exitLong: '(vhf(n) > th and crossDown(ema(close, f), ema(close, s))) or (vhf(n) <= th and stoch(14, 3, 3).k > 80)',
  enterShort:
    '(vhf(n) > th and crossDown(ema(close, f), ema(close, s))) or (vhf(n) <= th and ' +
    'crossDown(stoch(14, 3, 3).k, 80))',
  exitShort: '(vhf(n) > th and crossUp(ema(close, f), ema(close, s))) or (vhf(n) <= th and stoch(14, 3, 3).k < 20)',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
