import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'kama-noise-filter',
  catalogueId: 'T10',
  title: 'KAMA with noise filter',
  category: 'trend',
  version: 1,
  description: 'Turns when the adaptive average leaves its recent extreme by more than a fraction of its usual change.',
  source: 'Kaufman 1995 (Smarter Trading), filter = fraction of the std of KAMA changes',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 40, step: 1 },
    k: { kind: 'float', default: 0.1, min: 0.05, max: 2, step: 0.05 },
    w: { kind: 'integer', default: 20, min: 10, max: 40, step: 5 },
  },
  constraints: [],
  enterLong:
    'kama(close, n, 2, 30) - lowest(kama(close, n, 2, 30), w) > k * stdev(change(kama(close, n, 2, 30), 1), w)',
  exitLong:
    'highest(kama(close, n, 2, 30), w) - kama(close, n, 2, 30) > k * stdev(change(kama(close, n, 2, 30), 1), w)',
} satisfies StrategyDefinition;
