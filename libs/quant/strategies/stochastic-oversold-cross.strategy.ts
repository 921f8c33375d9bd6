import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'stochastic-oversold-cross',
  catalogueId: 'R13',
  title: 'Stochastic oversold cross',
  category: 'mean-reversion',
  version: 1,
  description: 'Stochastic turns in its extreme zone.',
  source: 'Lane',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 5, max: 30, step: 1 },
    k: { kind: 'integer', default: 3, min: 1, max: 6, step: 1 },
    d: { kind: 'integer', default: 3, min: 2, max: 6, step: 1 },
    lo: { kind: 'integer', default: 20, min: 5, max: 35, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(stoch(n, k, d).k, stoch(n, k, d).d) and stoch(n, k, d).k < lo',
  exitLong: 'stoch(n, k, d).k > 100 - lo',
  enterShort: 'crossDown(stoch(n, k, d).k, stoch(n, k, d).d) and stoch(n, k, d).k > 100 - lo',
  exitShort: 'stoch(n, k, d).k < lo',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
