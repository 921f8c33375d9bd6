import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'pivot-breakout',
  catalogueId: 'B15',
  title: 'Pivot R1/S1 breakout',
  category: 'breakout',
  version: 1,
  description: 'Closes beyond the first pivot levels of the day before.',
  source: 'floor-trader convention',
  direction: 'long-short',
  timeframe: '5m-1h',
  parameters: {
    buf: { kind: 'float', default: 0, min: 0, max: 0.5, step: 0.05 },
  },
  constraints: [],
  enterLong: 'crossUp(close, pivots("1d").r1 + buf * atr(14))',
  exitLong: 'close < pivots("1d").p',
  enterShort: 'crossDown(close, pivots("1d").s1 - buf * atr(14))',
  exitShort: 'close > pivots("1d").p',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
