import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'low-volatility-trend-filter',
  catalogueId: 'V05',
  title: 'Low-volatility trend filter',
  category: 'volatility',
  version: 1,
  description: 'Above the average while volatility is low against its own past.',
  source: 'low-vol anomaly convention',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    w: { kind: 'integer', default: 252, min: 102, max: 502, step: 10 },
    p: { kind: 'integer', default: 60, min: 30, max: 90, step: 5 },
    ma: { kind: 'integer', default: 100, min: 50, max: 200, step: 10 },
  },
  constraints: [],
  enterLong: 'percentRank(natr(n), w) < p and close > sma(close, ma)',
  exitLong: 'percentRank(natr(n), w) > p + 15 or close < sma(close, ma)',
} satisfies StrategyDefinition;
