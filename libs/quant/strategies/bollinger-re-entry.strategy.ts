import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'bollinger-re-entry',
  catalogueId: 'R11',
  title: 'Bollinger re-entry',
  category: 'mean-reversion',
  version: 1,
  description: 'Close comes back inside a Bollinger band, out at the middle.',
  source: 'Bollinger 2001 convention',
  direction: 'long-short',
  timeframe: '15m-1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 1 },
    k: { kind: 'float', default: 2, min: 1, max: 3.5, step: 0.1 },
  },
  constraints: [],
  enterLong: 'crossUp(close, bb(close, n, k).lower)',
  exitLong: 'close >= bb(close, n, k).mid',
  enterShort: 'crossDown(close, bb(close, n, k).upper)',
  exitShort: 'close <= bb(close, n, k).mid',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
