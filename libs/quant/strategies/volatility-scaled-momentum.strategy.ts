import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'volatility-scaled-momentum',
  catalogueId: 'M15',
  title: 'Vol-scaled momentum',
  category: 'momentum',
  version: 1,
  description: 'Return over n bars in units of its own volatility.',
  source: 'risk-adjusted TSMOM convention',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 60, min: 20, max: 250, step: 10 },
    v: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    th: { kind: 'float', default: 0.5, min: 0, max: 2, step: 0.1 },
  },
  constraints: [],
  enterLong: 'log(close / close[n]) / (stdev(log(close / close[1]), v) * sqrt(n)) > th',
  exitLong: 'log(close / close[n]) < 0',
  enterShort: 'log(close / close[n]) / (stdev(log(close / close[1]), v) * sqrt(n)) < -th',
  exitShort: 'log(close / close[n]) > 0',
} satisfies StrategyDefinition;
