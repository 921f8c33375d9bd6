import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'double-7s',
  catalogueId: 'R06',
  title: 'Double 7s',
  category: 'mean-reversion',
  version: 1,
  description: 'Buys the lowest close of n bars within a long-term rise, sells the highest.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 7, min: 3, max: 15, step: 1 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and close <= lowest(close, n)',
  exitLong: 'close >= highest(close, n)',
} satisfies StrategyDefinition;
