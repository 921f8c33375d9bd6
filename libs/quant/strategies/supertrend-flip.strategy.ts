import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'supertrend-flip',
  catalogueId: 'T13',
  title: 'Supertrend flip',
  category: 'trend',
  version: 1,
  description: 'Turns when the close breaks the trailing band on the other side.',
  source: 'Seban',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    m: { kind: 'float', default: 3, min: 1, max: 6, step: 0.25 },
  },
  constraints: [],
  enterLong: 'supertrend(n, m).dir > 0 and supertrend(n, m).dir[1] < 0',
  exitLong: 'supertrend(n, m).dir < 0 and supertrend(n, m).dir[1] > 0',
} satisfies StrategyDefinition;
