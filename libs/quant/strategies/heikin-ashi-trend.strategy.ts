import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'heikin-ashi-trend',
  catalogueId: 'T21',
  title: 'Heikin-Ashi trend',
  category: 'trend',
  version: 1,
  description: 'Consecutive Heikin-Ashi bars of one colour, the last one without a wick against the trend.',
  source: 'Valcu 2004',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    k: { kind: 'integer', default: 2, min: 1, max: 5, step: 1 },
  },
  constraints: [],
  enterLong: 'every(heikin().close > heikin().open, k) and heikin().low >= min(heikin().open, heikin().close)',
  exitLong: 'every(heikin().close < heikin().open, k) and heikin().high <= max(heikin().open, heikin().close)',
} satisfies StrategyDefinition;
