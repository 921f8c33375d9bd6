import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'three-day-high-low',
  catalogueId: 'R09',
  title: '3-Day High/Low',
  category: 'mean-reversion',
  version: 1,
  description: 'Lower highs and lower lows k bars in a row within a long-term rise.',
  source: 'Connors & Alvarez 2009',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    k: { kind: 'integer', default: 3, min: 2, max: 5, step: 1 },
    x: { kind: 'integer', default: 5, min: 3, max: 12, step: 1 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and close < sma(close, x) and every(high < high[1] and low < low[1], k)',
  exitLong: 'close > sma(close, x)',
} satisfies StrategyDefinition;
