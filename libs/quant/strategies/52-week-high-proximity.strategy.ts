import type { StrategyDefinition } from './strategy.types';

export default {
  name: '52-week-high-proximity',
  catalogueId: 'M14',
  title: '52-week-high proximity',
  category: 'momentum',
  version: 1,
  description: 'Long near the 52-week high, out when price falls well below it.',
  source: 'George & Hwang, J.Finance 2004',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 252, min: 112, max: 252, step: 10 },
    p: { kind: 'float', default: 0.95, min: 0.85, max: 1, step: 0.01 },
    x: { kind: 'float', default: 0.85, min: 0.6, max: 0.94, step: 0.01 },
  },
  constraints: ['x < p'],
  enterLong: 'close / highest(high, n) >= p',
  exitLong: 'close / highest(high, n) < x',
} satisfies StrategyDefinition;
