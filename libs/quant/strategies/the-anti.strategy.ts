import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'the-anti',
  catalogueId: 'H07',
  title: 'The Anti (slow-%D trend)',
  category: 'hybrid',
  version: 1,
  description: 'The fast stochastic line turns back in the direction of a steady slow line.',
  source: 'Raschke & Connors 1995',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 7, min: 5, max: 14, step: 1 },
    d: { kind: 'integer', default: 10, min: 5, max: 16, step: 1 },
    hold: { kind: 'integer', default: 4, min: 1, max: 10, step: 1 },
  },
  constraints: [],
  enterLong:
    'rising(stoch(n, 4, d).d, 2) and stoch(n, 4, d).k > stoch(n, 4, d).k[1] and stoch(n, 4, d).k[1] < stoch(n, 4, d).k[2]',
  exitLong: 'barsSinceEntry >= hold or falling(stoch(n, 4, d).d, 1)',
  enterShort:
    'falling(stoch(n, 4, d).d, 2) and stoch(n, 4, d).k < stoch(n, 4, d).k[1] and stoch(n, 4, d).k[1] > stoch(n, 4, d).k[2]',
  exitShort: 'barsSinceEntry >= hold or rising(stoch(n, 4, d).d, 1)',
  stops: { stopLoss: 'lowest(low, 3)' },
} satisfies StrategyDefinition;
