import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'coppock-turn',
  catalogueId: 'M04',
  title: 'Coppock turn',
  category: 'momentum',
  version: 1,
  description: 'The Coppock curve of complete months turns up below zero; out when it falls through zero.',
  source: 'Coppock 1962',
  direction: 'long',
  timeframe: '1d (monthly)',
  parameters: {
    w: { kind: 'integer', default: 10, min: 6, max: 16, step: 1 },
    r1: { kind: 'integer', default: 14, min: 8, max: 20, step: 1 },
    r2: { kind: 'integer', default: 11, min: 6, max: 16, step: 1 },
  },
  constraints: ['r2 < r1'],
  enterLong: 'htf("1M", coppock(w, r1, r2) < 0 and rising(coppock(w, r1, r2), 1))',
  exitLong: 'htf("1M", crossDown(coppock(w, r1, r2), 0))',
} satisfies StrategyDefinition;
