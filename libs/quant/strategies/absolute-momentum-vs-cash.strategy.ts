import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'absolute-momentum-vs-cash',
  catalogueId: 'M03',
  title: 'Absolute momentum vs cash',
  category: 'momentum',
  version: 1,
  description: 'Long while the return over n bars beats the risk-free rate.',
  source: 'Antonacci 2014',
  direction: 'long',
  timeframe: '1d (monthly decision)',
  parameters: {
    n: { kind: 'integer', default: 252, min: 126, max: 315, step: 21 },
    rf: { kind: 'float', default: 0, min: 0, max: 0.05, step: 0.005 },
  },
  constraints: [],
  enterLong: 'close / close[n] - 1 > rf * n / barsPerYear',
  exitLong: 'close / close[n] - 1 <= rf * n / barsPerYear',
} satisfies StrategyDefinition;
