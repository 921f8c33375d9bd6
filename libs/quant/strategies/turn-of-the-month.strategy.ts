import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'turn-of-the-month',
  catalogueId: 'C01',
  title: 'Turn of the month',
  category: 'seasonal',
  version: 1,
  description: 'Holds the last trading days of a month and the first of the next.',
  source: 'Lakonishok & Smidt 1988; McConnell & Xu 2008',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    pre: { kind: 'integer', default: 1, min: 0, max: 5, step: 1 },
    post: { kind: 'integer', default: 3, min: 1, max: 6, step: 1 },
  },
  constraints: [],
  enterLong: 'tradingDaysLeftInMonth() <= pre',
  exitLong: 'tradingDayOfMonth() >= post and tradingDayOfMonth() < 15',
} satisfies StrategyDefinition;
