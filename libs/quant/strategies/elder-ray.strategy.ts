import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'elder-ray',
  catalogueId: 'H02',
  title: 'Elder-Ray',
  category: 'hybrid',
  version: 1,
  description: 'With the average, after a pull-back that begins to fade.',
  source: 'Elder 1989',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 13, min: 8, max: 34, step: 1 },
  },
  constraints: [],
  enterLong: 'rising(ema(close, n), 1) and elder(n).bear < 0 and rising(elder(n).bear, 1)',
  exitLong: 'elder(n).bull < 0 or falling(ema(close, n), 2)',
  enterShort: 'falling(ema(close, n), 1) and elder(n).bull > 0 and falling(elder(n).bull, 1)',
  exitShort: 'elder(n).bear > 0 or rising(ema(close, n), 2)',
} satisfies StrategyDefinition;
