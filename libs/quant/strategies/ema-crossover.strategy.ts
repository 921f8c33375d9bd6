import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ema-crossover',
  catalogueId: 'T04',
  title: 'EMA crossover',
  category: 'trend',
  version: 1,
  description: 'Exponential averages react sooner than simple ones to the latest bars.',
  source: 'convention 12/26',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    fast: { kind: 'integer', default: 12, min: 3, max: 40, step: 1 },
    slow: { kind: 'integer', default: 26, min: 10, max: 150, step: 2 },
  },
  constraints: ['fast < slow'],
  enterLong: 'crossUp(ema(close, fast), ema(close, slow))',
  exitLong: 'crossDown(ema(close, fast), ema(close, slow))',
} satisfies StrategyDefinition;
