import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'weekly-filter-donchian',
  catalogueId: 'X04',
  title: 'Weekly filter, daily Donchian',
  category: 'multi-timeframe',
  version: 1,
  description: 'Daily channel breakouts on the side of the weekly average.',
  source: 'Weinstein 30-week stage + Donchian',
  direction: 'long-short',
  timeframe: '1d with 1w',
  parameters: {
    w: { kind: 'integer', default: 30, min: 10, max: 52, step: 2 },
    e: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    x: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
  },
  constraints: ['x < e'],
  enterLong: 'htf("1w", close > sma(close, w)) and close > donchian(e).upper[1]',
  exitLong: 'close < donchian(x).lower[1]',
  enterShort: 'htf("1w", close < sma(close, w)) and close < donchian(e).lower[1]',
  exitShort: 'close > donchian(x).upper[1]',
  stops: { stopLoss: 'close - 3 * atr(20)' },
} satisfies StrategyDefinition;
