import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'pin-bar-at-extreme',
  catalogueId: 'P02',
  title: 'Pin bar at extreme',
  category: 'pattern',
  version: 1,
  description: 'Hammers at a low and shooting stars at a high.',
  source: 'Nison 1991',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    b: { kind: 'float', default: 0.33, min: 0.15, max: 0.39, step: 0.03 },
    w: { kind: 'float', default: 2, min: 1.5, max: 4, step: 0.25 },
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    hold: { kind: 'integer', default: 5, min: 1, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'hammer(b, w) and low <= lowest(low, n)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'shootingStar(b, w) and high >= highest(high, n)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low - 0.1 * atr(14)' },
} satisfies StrategyDefinition;
