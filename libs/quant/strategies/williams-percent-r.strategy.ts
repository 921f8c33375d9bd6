import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'williams-percent-r',
  catalogueId: 'R14',
  title: 'Williams %R',
  category: 'mean-reversion',
  version: 1,
  description: 'Williams %R leaves its extreme zone.',
  source: 'L. Williams 1973',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 5, max: 30, step: 1 },
    lo: { kind: 'integer', default: -80, min: -97, max: -60, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(willr(n), lo)',
  exitLong: 'willr(n) > -100 - lo',
  enterShort: 'crossDown(willr(n), -100 - lo)',
  exitShort: 'willr(n) < lo',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
