import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'chaikin-money-flow-threshold',
  catalogueId: 'O04',
  title: 'Chaikin Money Flow threshold',
  category: 'volume',
  version: 1,
  description: 'Money flow crosses a threshold, out at zero.',
  source: 'Chaikin (+-0.05 convention)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 40, step: 1 },
    th: { kind: 'float', default: 0.05, min: 0, max: 0.25, step: 0.01 },
  },
  constraints: [],
  enterLong: 'crossUp(cmf(n), th)',
  exitLong: 'cmf(n) < 0',
  enterShort: 'crossDown(cmf(n), -th)',
  exitShort: 'cmf(n) > 0',
} satisfies StrategyDefinition;
