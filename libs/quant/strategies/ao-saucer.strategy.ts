import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ao-saucer',
  catalogueId: 'M09',
  title: 'AO saucer',
  category: 'momentum',
  version: 1,
  description:
    'A dip of the awesome oscillator that stays on its side of zero. The catalogue also closes after a ' +
    'number of bars; here only the rules.',
  source: 'B. Williams 1995',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {},
  constraints: [],
  enterLong: 'ao() > 0 and ao()[2] > ao()[1] and ao() > ao()[1]',
  exitLong: 'ao() < 0',
  enterShort: 'ao() < 0 and ao()[2] < ao()[1] and ao() < ao()[1]',
  exitShort: 'ao() > 0',
} satisfies StrategyDefinition;
