import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'roc-zero-cross',
  catalogueId: 'M02',
  title: 'ROC zero cross with threshold',
  category: 'momentum',
  version: 1,
  description: 'Rate of change through a threshold on either side of zero.',
  source: 'textbook',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 5, max: 120, step: 5 },
    th: { kind: 'float', default: 0, min: 0, max: 10, step: 0.5 },
  },
  constraints: [],
  enterLong: 'crossUp(roc(close, n), th)',
  exitLong: 'crossDown(roc(close, n), -th)',
} satisfies StrategyDefinition;
