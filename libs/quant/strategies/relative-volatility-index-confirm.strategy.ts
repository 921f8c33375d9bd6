import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'relative-volatility-index-confirm',
  catalogueId: 'V07',
  title: 'Relative Volatility Index confirm',
  category: 'volatility',
  version: 1,
  description: 'Crossing of an average confirmed by the direction in which volatility happens.',
  source: 'Dorsey 1993',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    up: { kind: 'integer', default: 60, min: 50, max: 70, step: 1 },
    ma: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
  },
  constraints: [],
  enterLong: 'crossUp(close, sma(close, ma)) and rvi(n, 10) > up',
  exitLong: 'rvi(n, 10) < 40',
  enterShort: 'crossDown(close, sma(close, ma)) and rvi(n, 10) < 100 - up',
  exitShort: 'rvi(n, 10) > 60',
} satisfies StrategyDefinition;
