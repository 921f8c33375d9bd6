import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ao-saucer',
  catalogueId: 'M09',
  title: 'AO saucer',
  category: 'momentum',
  version: 2,
  description: 'A dip of the awesome oscillator that stays on its side of zero; closed after some bars at the latest.',
  source: 'B. Williams 1995',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    hold: { kind: 'integer', default: 10, min: 3, max: 30, step: 1 },
  },
  constraints: [],
  enterLong: 'ao() > 0 and ao()[2] > ao()[1] and ao() > ao()[1]',
  exitLong: 'ao() < 0',
  enterShort: 'ao() < 0 and ao()[2] < ao()[1] and ao() < ao()[1]',
  exitShort: 'ao() > 0',
  stops: { maxBars: 'hold' },
} satisfies StrategyDefinition;
