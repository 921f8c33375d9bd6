import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'cmo-momentum',
  catalogueId: 'M07',
  title: 'CMO momentum',
  category: 'momentum',
  version: 1,
  description: 'Net share of rises over falls beyond a threshold; out at zero.',
  source: 'Chande 1994',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 40, step: 1 },
    th: { kind: 'integer', default: 10, min: 0, max: 50, step: 5 },
  },
  constraints: [],
  enterLong: 'cmo(close, n) > th',
  exitLong: 'cmo(close, n) < 0',
  enterShort: 'cmo(close, n) < -th',
  exitShort: 'cmo(close, n) > 0',
} satisfies StrategyDefinition;
