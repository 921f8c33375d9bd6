import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'chandelier-flip',
  catalogueId: 'T23',
  title: 'Chandelier flip',
  category: 'trend',
  version: 1,
  description: 'Turns when the close breaks the volatility stop hung from the highest high or lowest low.',
  source: 'LeBeau (Elder 2002)',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 22, min: 10, max: 60, step: 2 },
    m: { kind: 'float', default: 3, min: 1.5, max: 5, step: 0.25 },
  },
  constraints: [],
  enterLong: 'chandelier(n, m).dir > 0 and chandelier(n, m).dir[1] < 0',
  exitLong: 'chandelier(n, m).dir < 0 and chandelier(n, m).dir[1] > 0',
} satisfies StrategyDefinition;
