import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'z-score-reversion',
  catalogueId: 'R12',
  title: 'Z-score reversion',
  category: 'mean-reversion',
  version: 2,
  description: 'Distance from the mean in standard deviations; closed after 3n bars at the latest.',
  source: 'statistical convention',
  direction: 'long-short',
  timeframe: '15m-1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 120, step: 5 },
    e: { kind: 'float', default: 2, min: 1, max: 3.5, step: 0.1 },
    x: { kind: 'float', default: 0.5, min: 0, max: 1.5, step: 0.1 },
  },
  constraints: ['x < e'],
  enterLong: 'zscore(close, n) < -e',
  exitLong: 'zscore(close, n) > -x',
  enterShort: 'zscore(close, n) > e',
  exitShort: 'zscore(close, n) < x',
  stops: { maxBars: '3 * n' },
} satisfies StrategyDefinition;
