import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ultimate-oscillator-extreme',
  catalogueId: 'R21',
  title: 'Ultimate Oscillator extreme',
  category: 'mean-reversion',
  version: 1,
  description: 'Ultimate oscillator leaves its extreme zone.',
  source: 'L. Williams 1985 (threshold form, without divergence)',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    p: { kind: 'integer', default: 7, min: 4, max: 14, step: 1 },
    lo: { kind: 'integer', default: 30, min: 20, max: 40, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(uo(p, 2 * p, 4 * p), lo)',
  exitLong: 'uo(p, 2 * p, 4 * p) > 100 - lo',
  enterShort: 'crossDown(uo(p, 2 * p, 4 * p), 100 - lo)',
  exitShort: 'uo(p, 2 * p, 4 * p) < lo',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
