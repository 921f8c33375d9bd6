import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'session-vwap-trend',
  catalogueId: 'O12',
  title: 'Session VWAP trend',
  category: 'volume',
  version: 1,
  description: 'Closes that stay on one side of a session VWAP moving the same way.',
  source: 'desk convention',
  direction: 'long-short',
  timeframe: '1m-15m',
  parameters: {
    minBar: { kind: 'integer', default: 6, min: 2, max: 30, step: 2 },
    k: { kind: 'integer', default: 2, min: 1, max: 6, step: 1 },
  },
  constraints: [],
  enterLong: 'barOfSession() >= minBar and every(close > vwapS().vwap, k) and rising(vwapS().vwap, 1)',
  exitLong: 'close < vwapS().vwap',
  enterShort: 'barOfSession() >= minBar and every(close < vwapS().vwap, k) and falling(vwapS().vwap, 1)',
  exitShort: 'close > vwapS().vwap',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
