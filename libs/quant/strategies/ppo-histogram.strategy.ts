import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ppo-histogram',
  catalogueId: 'M12',
  title: 'PPO histogram',
  category: 'momentum',
  version: 1,
  description: 'Percentage price oscillator against its signal line.',
  source: 'Appel',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    f: { kind: 'integer', default: 12, min: 5, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 15, max: 60, step: 1 },
    g: { kind: 'integer', default: 9, min: 3, max: 20, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(ppo(f, s, g).hist, 0)',
  exitLong: 'crossDown(ppo(f, s, g).hist, 0)',
} satisfies StrategyDefinition;
