import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'three-soldiers-crows',
  catalogueId: 'P04',
  title: 'Three soldiers / crows',
  category: 'pattern',
  version: 1,
  description: 'Three white soldiers and three black crows.',
  source: 'Nison 1991',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    hold: { kind: 'integer', default: 5, min: 2, max: 20, step: 1 },
    x: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
  },
  constraints: [],
  enterLong: 'threeSoldiers()',
  exitLong: 'close < ema(close, x) or barsSinceEntry >= hold',
  enterShort: 'threeCrows()',
  exitShort: 'close > ema(close, x) or barsSinceEntry >= hold',
  stops: { stopLoss: 'low[2]' },
} satisfies StrategyDefinition;
