import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'low-bollinger-dip',
  catalogueId: 'R23',
  title: 'Low BB dip',
  category: 'mean-reversion',
  version: 1,
  description: 'Buys a few percent below the lower Bollinger band.',
  source: 'freqtrade-strategies Low_BB (entry from code; exit added)',
  direction: 'long',
  timeframe: '1m-5m',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 50, step: 1 },
    k: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
    p: { kind: 'float', default: 0.98, min: 0.95, max: 1, step: 0.005 },
  },
  constraints: [],
  enterLong: 'close <= p * bb(close, n, k).lower',
  exitLong: 'close >= bb(close, n, k).mid',
  stops: { stopLoss: 'close * 0.95', takeProfit: 'close * 1.01' },
} satisfies StrategyDefinition;
