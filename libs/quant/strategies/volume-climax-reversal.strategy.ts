import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'volume-climax-reversal',
  catalogueId: 'O11',
  title: 'Volume climax reversal',
  category: 'volume',
  version: 1,
  description: 'A reversal bar at an extreme on several times the usual volume.',
  source: 'Wyckoff selling/buying climax convention',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    k: { kind: 'float', default: 3, min: 1.5, max: 6, step: 0.25 },
    hold: { kind: 'integer', default: 5, min: 1, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'rvol(n) > k and low <= lowest(low, n) and ibs() > 0.6',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'rvol(n) > k and high >= highest(high, n) and ibs() < 0.4',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
