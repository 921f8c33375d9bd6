import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'vortex-cross',
  catalogueId: 'T18',
  title: 'Vortex cross',
  category: 'trend',
  version: 1,
  description: 'Positive against negative vortex movement.',
  source: 'Botes & Siepman 2010',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 40, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(vortex(n).plus, vortex(n).minus)',
  exitLong: 'crossDown(vortex(n).plus, vortex(n).minus)',
} satisfies StrategyDefinition;
