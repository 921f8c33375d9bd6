import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'schaff-trend-cycle',
  catalogueId: 'M11',
  title: 'Schaff Trend Cycle',
  category: 'momentum',
  version: 1,
  description: 'Cyclic form of the MACD leaving its extremes.',
  source: 'Schaff 1999',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    f: { kind: 'integer', default: 23, min: 10, max: 40, step: 1 },
    s: { kind: 'integer', default: 50, min: 30, max: 100, step: 2 },
    c: { kind: 'integer', default: 10, min: 5, max: 20, step: 1 },
    th: { kind: 'integer', default: 25, min: 10, max: 35, step: 5 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(stc(f, s, c), th)',
  exitLong: 'crossDown(stc(f, s, c), 100 - th)',
} satisfies StrategyDefinition;
