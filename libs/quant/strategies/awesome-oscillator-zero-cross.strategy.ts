import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'awesome-oscillator-zero-cross',
  catalogueId: 'M08',
  title: 'Awesome Oscillator zero cross',
  category: 'momentum',
  version: 1,
  description: 'Awesome oscillator above zero and rising for k bars, or below and falling.',
  source: 'B. Williams 1995',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    k: { kind: 'integer', default: 1, min: 1, max: 3, step: 1 },
  },
  constraints: [],
  enterLong: 'ao() > 0 and every(rising(ao(), 1), k)',
  exitLong: 'ao() < 0 and every(falling(ao(), 1), k)',
} satisfies StrategyDefinition;
