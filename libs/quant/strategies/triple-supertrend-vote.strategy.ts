import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'triple-supertrend-vote',
  catalogueId: 'H06',
  title: 'Triple Supertrend vote',
  category: 'hybrid',
  version: 1,
  description: 'Three Supertrends of different speed agree.',
  source: 'freqtrade-strategies Supertrend, PR #200 (1,10)(2,11)(3,12)',
  direction: 'long',
  timeframe: '1h',
  parameters: {
    m1: { kind: 'integer', default: 1, min: 1, max: 4, step: 1 },
    m2: { kind: 'integer', default: 2, min: 1, max: 5, step: 1 },
    m3: { kind: 'integer', default: 3, min: 2, max: 7, step: 1 },
    p1: { kind: 'integer', default: 10, min: 7, max: 21, step: 1 },
    p2: { kind: 'integer', default: 11, min: 7, max: 21, step: 1 },
    p3: { kind: 'integer', default: 12, min: 7, max: 21, step: 1 },
  },
  constraints: ['m1 < m3'],
  enterLong: 'supertrend(p1, m1).dir > 0 and supertrend(p2, m2).dir > 0 and supertrend(p3, m3).dir > 0',
  exitLong: 'supertrend(p1, m1).dir < 0 and supertrend(p2, m2).dir < 0 and supertrend(p3, m3).dir < 0',
  stops: { stopLoss: 'close * 0.735' },
} satisfies StrategyDefinition;
