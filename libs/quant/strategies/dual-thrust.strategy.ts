import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'dual-thrust',
  catalogueId: 'B13',
  title: 'Dual Thrust',
  category: 'breakout',
  version: 1,
  description: 'Stop orders at the open plus and minus a part of the range of the last days: always on one side.',
  source: 'Chalek',
  direction: 'long-short',
  timeframe: '1d or session',
  parameters: {
    n: { kind: 'integer', default: 4, min: 1, max: 20, step: 1 },
    k1: { kind: 'float', default: 0.5, min: 0.2, max: 1, step: 0.05 },
    k2: { kind: 'float', default: 0.5, min: 0.2, max: 1, step: 0.05 },
  },
  constraints: [],
  enterLong: 'true',
  enterLongOrder:
    'buyStop(nextOpen + k1 * max(highest(high, n) - lowest(close, n), highest(close, n) - lowest(low, n)))',
  exitLong: 'true',
  exitLongOrder:
    'sellStop(nextOpen - k2 * max(highest(high, n) - lowest(close, n), highest(close, n) - lowest(low, n)))',
  enterShort: 'true',
  enterShortOrder:
    'sellStop(nextOpen - k2 * max(highest(high, n) - lowest(close, n), highest(close, n) - lowest(low, n)))',
  exitShort: 'true',
  exitShortOrder:
    'buyStop(nextOpen + k1 * max(highest(high, n) - lowest(close, n), highest(close, n) - lowest(low, n)))',
} satisfies StrategyDefinition;
