import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'trix-signal-cross',
  catalogueId: 'T24',
  title: 'TRIX signal cross',
  category: 'trend',
  version: 1,
  description: 'Rate of change of a triple-smoothed price against its own average.',
  source: 'Hutson 1983',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 15, min: 5, max: 40, step: 1 },
    g: { kind: 'integer', default: 9, min: 3, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(trix(close, n), ema(trix(close, n), g))',
  exitLong: 'crossDown(trix(close, n), ema(trix(close, n), g))',
} satisfies StrategyDefinition;
