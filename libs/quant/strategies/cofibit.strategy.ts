import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'cofibit',
  catalogueId: 'H08',
  title: 'EMA band + stochastic (CofiBit)',
  category: 'hybrid',
  version: 1,
  description: 'Stochastic turns up while the bar opens below the average of the lows, in a strong trend.',
  source: 'freqtrade-strategies CofiBit (code read)',
  direction: 'long',
  timeframe: '5m',
  parameters: {
    e: { kind: 'integer', default: 5, min: 3, max: 20, step: 1 },
    n: { kind: 'integer', default: 5, min: 3, max: 14, step: 1 },
    lo: { kind: 'integer', default: 30, min: 15, max: 45, step: 1 },
    th: { kind: 'integer', default: 30, min: 15, max: 45, step: 1 },
    hi: { kind: 'integer', default: 70, min: 55, max: 90, step: 1 },
  },
  constraints: ['lo < hi'],
  enterLong:
    'open < ema(low, e) and crossUp(stoch(n, 1, 3).k, stoch(n, 1, 3).d) and stoch(n, 1, 3).k < lo and ' +
    'dmi(14).adx > th',
  exitLong: 'open >= ema(high, e) or crossUp(stoch(n, 1, 3).k, hi)',
  stops: { stopLoss: 'close * 0.9' },
} satisfies StrategyDefinition;
