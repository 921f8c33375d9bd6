import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'rsi-4-25-75',
  catalogueId: 'R04',
  title: 'RSI 25/75 (RSI 4)',
  category: 'mean-reversion',
  version: 1,
  description: 'RSI(4) extreme against the short-term move, with the long-term trend.',
  source: 'Connors & Alvarez 2009 (High Probability ETF Trading)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 4, min: 2, max: 8, step: 1 },
    lo: { kind: 'integer', default: 25, min: 10, max: 35, step: 1 },
    xl: { kind: 'integer', default: 55, min: 45, max: 70, step: 1 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: ['lo < xl'],
  enterLong: 'close > sma(close, ma) and rsi(close, n) < lo',
  exitLong: 'rsi(close, n) > xl',
  enterShort: 'close < sma(close, ma) and rsi(close, n) > 100 - lo',
  exitShort: 'rsi(close, n) < 100 - xl',
} satisfies StrategyDefinition;
