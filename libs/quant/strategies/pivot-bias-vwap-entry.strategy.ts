import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'pivot-bias-vwap-entry',
  catalogueId: 'X05',
  title: 'Daily pivot bias, intraday VWAP entry',
  category: 'multi-timeframe',
  version: 1,
  description: 'Crossings of the session VWAP on the side of the pivot of the day before.',
  source: 'desk convention',
  direction: 'long-short',
  timeframe: '5m with 1d',
  parameters: {
    minBar: { kind: 'integer', default: 6, min: 2, max: 30, step: 2 },
    k: { kind: 'integer', default: 1, min: 1, max: 4, step: 1 },
  },
  constraints: [],
  enterLong:
    'close > pivots("1d").p and barOfSession() >= minBar and crossUp(close, vwapS().vwap) and every(close > vwapS().vwap, k)',
  exitLong: 'close < pivots("1d").p or close < vwapS().vwap - vwapS().sd',
  enterShort:
    'close < pivots("1d").p and barOfSession() >= minBar and crossDown(close, vwapS().vwap) and every(close < vwapS().vwap, k)',
  exitShort: 'close > pivots("1d").p or close > vwapS().vwap + vwapS().sd',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
