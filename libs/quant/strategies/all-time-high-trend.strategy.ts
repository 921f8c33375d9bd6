import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'all-time-high-trend',
  catalogueId: 'B18',
  title: 'All-time-high trend',
  category: 'breakout',
  version: 1,
  description: 'Buys at the highest close ever; out ten average ranges below the highest high since then.',
  source: 'Wilcox & Crittenden 2005 (as commonly quoted: 10 x ATR trail)',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    m: { kind: 'float', default: 10, min: 4, max: 15, step: 0.5 },
    n: { kind: 'integer', default: 40, min: 20, max: 60, step: 5 },
  },
  constraints: [],
  enterLong: 'close >= highestEver(close)',
  exitLong: 'close < highestSinceEntry - m * atr(n)',
} satisfies StrategyDefinition;
