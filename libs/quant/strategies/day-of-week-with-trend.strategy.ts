import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'day-of-week-with-trend',
  catalogueId: 'C03',
  title: 'Day-of-week with trend',
  category: 'seasonal',
  version: 1,
  description: 'Holds one day of the week while the trend is up.',
  source: 'French 1980 type effect',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    d: { kind: 'integer', default: 1, min: 1, max: 5, step: 1 },
    hold: { kind: 'integer', default: 1, min: 1, max: 4, step: 1 },
    ma: { kind: 'integer', default: 100, min: 20, max: 200, step: 10 },
  },
  constraints: [],
  enterLong: 'nextDayOfWeek() == d and close > sma(close, ma)',
  exitLong: 'barsSinceEntry >= hold',
} satisfies StrategyDefinition;
