import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'aroon-cross',
  catalogueId: 'T17',
  title: 'Aroon cross',
  category: 'trend',
  version: 1,
  description: 'New highs are more recent than new lows, and recent enough.',
  source: 'Chande 1995',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 25, min: 10, max: 60, step: 1 },
    th: { kind: 'integer', default: 70, min: 50, max: 95, step: 5 },
  },
  constraints: [],
  enterLong: 'aroon(n).up > aroon(n).down and aroon(n).up >= th',
  exitLong: 'aroon(n).down > aroon(n).up and aroon(n).down >= th',
} satisfies StrategyDefinition;
