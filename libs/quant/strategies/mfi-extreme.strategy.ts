import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'mfi-extreme',
  catalogueId: 'R16',
  title: 'MFI extreme',
  category: 'mean-reversion',
  version: 1,
  description: 'Money flow index leaves its extreme zone.',
  source: 'Quong & Soudack 1989',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 5, max: 30, step: 1 },
    lo: { kind: 'integer', default: 20, min: 5, max: 35, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(mfi(n), lo)',
  exitLong: 'mfi(n) > 100 - lo',
  enterShort: 'crossDown(mfi(n), 100 - lo)',
  exitShort: 'mfi(n) < lo',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
