import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'volume-confirmed-breakout',
  catalogueId: 'O10',
  title: 'Volume-confirmed breakout',
  category: 'volume',
  version: 1,
  description: 'Breakout on volume well above its average, out at the opposite shorter channel.',
  source: "O'Neil convention (+50% volume)",
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    k: { kind: 'float', default: 1.5, min: 1, max: 4, step: 0.1 },
    x: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
  },
  constraints: ['x < n'],
  enterLong: 'close > donchian(n).upper[1] and rvol(n) > k',
  exitLong: 'close < donchian(x).lower[1]',
  enterShort: 'close < donchian(n).lower[1] and rvol(n) > k',
  exitShort: 'close > donchian(x).upper[1]',
} satisfies StrategyDefinition;
