import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'vwma-vs-sma',
  catalogueId: 'O08',
  title: 'VWMA vs SMA',
  category: 'volume',
  version: 1,
  description: 'Volume-weighted against plain average: volume came with rises or with falls.',
  source: 'Dormeier convention',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 100, step: 5 },
    band: { kind: 'float', default: 0, min: 0, max: 0.02, step: 0.0025 },
  },
  constraints: [],
  enterLong: 'vwma(close, n) > sma(close, n) * (1 + band)',
  exitLong: 'vwma(close, n) < sma(close, n) * (1 - band)',
} satisfies StrategyDefinition;
