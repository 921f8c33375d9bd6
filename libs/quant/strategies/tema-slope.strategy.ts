import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'tema-slope',
  catalogueId: 'T08',
  title: 'TEMA slope with price confirm',
  category: 'trend',
  version: 1,
  description: 'Price beyond a triple exponential average that itself moves the same way for two bars.',
  source: 'Mulloy 1994',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 21, min: 5, max: 80, step: 1 },
  },
  constraints: [],
  enterLong: 'close > tema(close, n) and rising(tema(close, n), 2)',
  exitLong: 'close < tema(close, n) and falling(tema(close, n), 2)',
} satisfies StrategyDefinition;
