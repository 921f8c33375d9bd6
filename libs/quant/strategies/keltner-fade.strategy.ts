import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'keltner-fade',
  catalogueId: 'R18',
  title: 'Keltner fade',
  category: 'mean-reversion',
  version: 1,
  description: 'Against closes outside the Keltner channel, out at its middle.',
  source: 'Keltner/Raschke convention',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 50, step: 1 },
    m: { kind: 'float', default: 2, min: 1, max: 4, step: 0.25 },
  },
  constraints: [],
  enterLong: 'close < keltner(n, n, m).lower',
  exitLong: 'close >= keltner(n, n, m).mid',
  enterShort: 'close > keltner(n, n, m).upper',
  exitShort: 'close <= keltner(n, n, m).mid',
  stops: { stopLoss: 'close - 2 * atr(n)' },
} satisfies StrategyDefinition;
