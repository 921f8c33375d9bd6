import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'chaikin-oscillator-zero-cross',
  catalogueId: 'O03',
  title: 'Chaikin Oscillator zero cross',
  category: 'volume',
  version: 1,
  description: 'Momentum of accumulation and distribution changes sign.',
  source: 'Chaikin',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    f: { kind: 'integer', default: 3, min: 2, max: 8, step: 1 },
    s: { kind: 'integer', default: 10, min: 6, max: 30, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(chaikinOsc(f, s), 0)',
  exitLong: 'crossDown(chaikinOsc(f, s), 0)',
} satisfies StrategyDefinition;
