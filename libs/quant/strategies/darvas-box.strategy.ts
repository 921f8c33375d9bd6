import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'darvas-box',
  catalogueId: 'B12',
  title: 'Darvas-style box',
  category: 'breakout',
  version: 1,
  description:
    'Close above a high that stood unbroken for c bars; out below the box (an approximation of ' + "Darvas's rules).",
  source: 'Darvas 1960 (algorithmic approximation: high unbroken for c bars)',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    c: { kind: 'integer', default: 3, min: 2, max: 6, step: 1 },
  },
  constraints: [],
  enterLong: 'highest(high, n)[c + 1] >= highest(high, c)[1] and close > highest(high, n)[1]',
  exitLong: 'close < lowest(low, n)[1]',
} satisfies StrategyDefinition;
