import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'triple-ma',
  catalogueId: 'T05',
  title: 'Triple MA 4-9-18',
  category: 'trend',
  version: 1,
  description: 'Three averages in order open the position, the two fast ones out of order close it.',
  source: 'R.C. Allen 1972',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    f: { kind: 'integer', default: 4, min: 2, max: 10, step: 1 },
    m: { kind: 'integer', default: 9, min: 5, max: 25, step: 1 },
    s: { kind: 'integer', default: 18, min: 12, max: 60, step: 2 },
  },
  constraints: ['f < m', 'm < s'],
  enterLong: 'ema(close, f) > ema(close, m) and ema(close, m) > ema(close, s)',
  exitLong: 'ema(close, f) < ema(close, m)',
  enterShort: 'ema(close, f) < ema(close, m) and ema(close, m) < ema(close, s)',
  exitShort: 'ema(close, f) > ema(close, m)',
} satisfies StrategyDefinition;
