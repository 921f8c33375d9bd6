import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'session-vwap-deviation',
  catalogueId: 'R19',
  title: 'VWAP deviation (intraday)',
  category: 'mean-reversion',
  version: 1,
  description: 'Fades closes far from the session VWAP, once the session has some bars.',
  source: 'desk convention',
  direction: 'long-short',
  timeframe: '1m-15m',
  parameters: {
    k: { kind: 'float', default: 2, min: 1, max: 3.5, step: 0.25 },
    minBar: { kind: 'integer', default: 6, min: 2, max: 30, step: 2 },
  },
  constraints: [],
  enterLong: 'barOfSession() >= minBar and close < vwapS().vwap - k * vwapS().sd',
  exitLong: 'close >= vwapS().vwap',
  enterShort: 'barOfSession() >= minBar and close > vwapS().vwap + k * vwapS().sd',
  exitShort: 'close <= vwapS().vwap',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
