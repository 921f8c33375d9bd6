import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'squeeze-release',
  catalogueId: 'B16',
  title: 'Squeeze release (TTM)',
  category: 'breakout',
  version: 1,
  description: 'Bollinger bands leave the Keltner channel after a quiet phase, in the direction of momentum.',
  source: 'Carter 2005',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 40, step: 1 },
    k: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
    m: { kind: 'float', default: 1.5, min: 1, max: 2.5, step: 0.1 },
    minSq: { kind: 'integer', default: 6, min: 2, max: 20, step: 1 },
  },
  constraints: [],
  enterLong:
    'squeezeOn(n, k, m)[1] == 1 and squeezeOn(n, k, m) == 0 and countTrue(squeezeOn(n, k, m) == 1, ' +
    'minSq + 1) >= minSq and squeezeMom(n) > 0',
  exitLong: 'falling(squeezeMom(n), 2)',
  enterShort:
    'squeezeOn(n, k, m)[1] == 1 and squeezeOn(n, k, m) == 0 and countTrue(squeezeOn(n, k, m) == 1, ' +
    'minSq + 1) >= minSq and squeezeMom(n) < 0',
  exitShort: 'rising(squeezeMom(n), 2)',
  stops: { stopLoss: 'close - 2 * atr(n)' },
} satisfies StrategyDefinition;
