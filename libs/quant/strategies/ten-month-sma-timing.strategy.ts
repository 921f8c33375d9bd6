import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ten-month-sma-timing',
  catalogueId: 'T06',
  title: 'Ten-month SMA timing',
  category: 'trend',
  version: 1,
  description: 'Holds while the last complete month closed above its average.',
  source: 'Faber 2007, A Quantitative Approach to Tactical Asset Allocation',
  direction: 'long',
  timeframe: '1d (monthly decision)',
  parameters: {
    n: { kind: 'integer', default: 10, min: 6, max: 14, step: 1 },
  },
  constraints: [],
  enterLong: 'htf("1M", close > sma(close, n))',
  exitLong: 'htf("1M", close < sma(close, n))',
} satisfies StrategyDefinition;
