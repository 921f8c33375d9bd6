import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'hma-turn',
  catalogueId: 'T09',
  title: 'HMA turn',
  category: 'trend',
  version: 1,
  description: 'Turns with the slope of the Hull moving average.',
  source: 'Hull 2005',
  direction: 'reverse',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 21, min: 6, max: 120, step: 1 },
  },
  constraints: [],
  enterLong: 'hma(close, n) > hma(close, n)[1] and hma(close, n)[1] <= hma(close, n)[2]',
  exitLong: 'hma(close, n) < hma(close, n)[1] and hma(close, n)[1] >= hma(close, n)[2]',
} satisfies StrategyDefinition;
