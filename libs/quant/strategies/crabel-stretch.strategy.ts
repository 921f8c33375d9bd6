import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'crabel-stretch',
  catalogueId: 'B08',
  title: 'Crabel stretch',
  category: 'breakout',
  version: 1,
  description:
    'Stop orders at the open plus and minus the stretch: the usual distance from the open to the nearer extreme.',
  source: 'Crabel 1990',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 20, step: 1 },
    k: { kind: 'float', default: 1, min: 0.5, max: 2, step: 0.1 },
  },
  constraints: [],
  enterLong: 'true',
  enterLongOrder: 'buyStop(nextOpen + k * sma(min(abs(open - low), abs(high - open)), n))',
  exitLong: 'barsSinceEntry >= 1',
  enterShort: 'true',
  enterShortOrder: 'sellStop(nextOpen - k * sma(min(abs(open - low), abs(high - open)), n))',
  exitShort: 'barsSinceEntry >= 1',
} satisfies StrategyDefinition;
