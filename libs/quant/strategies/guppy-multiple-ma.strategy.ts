import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'guppy-multiple-ma',
  catalogueId: 'T22',
  title: 'Guppy multiple MA',
  category: 'trend',
  version: 1,
  description: 'All short averages beyond all long ones; out when the slowest short one crosses the fastest long one.',
  source: 'Guppy (3,5,8,10,12,15 / 30,35,40,45,50,60)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    s0: { kind: 'integer', default: 3, min: 2, max: 5, step: 1 },
    l0: { kind: 'integer', default: 30, min: 20, max: 40, step: 2 },
  },
  constraints: [],
  enterLong:
    'min(ema(close, s0), ema(close, s0 + 2), ema(close, s0 + 5), ema(close, s0 + 7), ' +
    'ema(close, s0 + 9), ema(close, s0 + 12)) > max(ema(close, l0), ema(close, l0 + 5), ' +
    'ema(close, l0 + 10), ema(close, l0 + 15), ema(close, l0 + 20), ema(close, l0 + 30))',
  exitLong: 'ema(close, s0 + 12) < ema(close, l0)',
  enterShort:
    'max(ema(close, s0), ema(close, s0 + 2), ema(close, s0 + 5), ema(close, s0 + 7), ' +
    'ema(close, s0 + 9), ema(close, s0 + 12)) < min(ema(close, l0), ema(close, l0 + 5), ' +
    'ema(close, l0 + 10), ema(close, l0 + 15), ema(close, l0 + 20), ema(close, l0 + 30))',
  exitShort: 'ema(close, s0 + 12) > ema(close, l0)',
} satisfies StrategyDefinition;
