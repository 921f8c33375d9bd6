import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'sma-crossover',
  catalogueId: 'T01',
  title: 'SMA crossover',
  category: 'trend',
  version: 1,
  description: 'Follows the crossing of a fast and a slow moving average, always in the market.',
  source: 'Donchian 1960s; Brock, Lakonishok & LeBaron 1992 (VMA)',
  direction: 'reverse',
  timeframe: '1d/4h',
  parameters: {
    fast: { kind: 'integer', default: 10, min: 2, max: 60, step: 1 },
    slow: { kind: 'integer', default: 50, min: 20, max: 250, step: 5 },
  },
  constraints: ['fast < slow'],
  enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
  exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
} satisfies StrategyDefinition;
