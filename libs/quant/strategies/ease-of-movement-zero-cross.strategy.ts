import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ease-of-movement-zero-cross',
  catalogueId: 'O06',
  title: 'Ease of Movement zero cross',
  category: 'volume',
  version: 1,
  description: 'Price moves easily on little volume: the sign of the average.',
  source: 'Arms 1996',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 40, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(eom(n), 0)',
  exitLong: 'crossDown(eom(n), 0)',
} satisfies StrategyDefinition;
