import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'dema-crossover',
  catalogueId: 'T07',
  title: 'DEMA crossover',
  category: 'trend',
  version: 1,
  description: 'Crossing of two averages with most of their lag taken out.',
  source: 'Mulloy 1994',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    fast: { kind: 'integer', default: 10, min: 3, max: 40, step: 1 },
    slow: { kind: 'integer', default: 30, min: 10, max: 120, step: 2 },
  },
  constraints: ['fast < slow'],
  enterLong: 'crossUp(dema(close, fast), dema(close, slow))',
  exitLong: 'crossDown(dema(close, fast), dema(close, slow))',
} satisfies StrategyDefinition;
