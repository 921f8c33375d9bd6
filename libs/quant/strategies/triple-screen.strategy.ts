import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'triple-screen',
  catalogueId: 'X01',
  title: 'Triple Screen',
  category: 'multi-timeframe',
  version: 1,
  description: 'The weekly MACD histogram gives the side, a daily stochastic dip the moment, a stop order the price.',
  source: 'Elder 1986',
  direction: 'long-short',
  timeframe: '1d with 1w',
  parameters: {
    f: { kind: 'integer', default: 12, min: 8, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 18, max: 40, step: 1 },
    lo: { kind: 'integer', default: 30, min: 15, max: 45, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'htf("1w", rising(macd(f, s, 9).hist, 1)) and stoch(5, 3, 3).k < lo',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'htf("1w", falling(macd(f, s, 9).hist, 1)) or stoch(5, 3, 3).k > 100 - lo',
  enterShort: 'htf("1w", falling(macd(f, s, 9).hist, 1)) and stoch(5, 3, 3).k > 100 - lo',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'htf("1w", rising(macd(f, s, 9).hist, 1)) or stoch(5, 3, 3).k < lo',
  stops: { stopLoss: 'lowest(low, 2)' },
} satisfies StrategyDefinition;
