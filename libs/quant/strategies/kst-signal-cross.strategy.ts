import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'kst-signal-cross',
  catalogueId: 'M05',
  title: 'KST signal cross',
  category: 'momentum',
  version: 1,
  description: 'Four smoothed rates of change against their average.',
  source: 'Pring 1992',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    lag: { kind: 'integer', default: 0, min: 0, max: 3, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(kst().kst[lag], kst().signal[lag])',
  exitLong: 'crossDown(kst().kst[lag], kst().signal[lag])',
} satisfies StrategyDefinition;
