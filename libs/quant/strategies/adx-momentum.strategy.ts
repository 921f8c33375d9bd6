import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'adx-momentum',
  catalogueId: 'M16',
  title: 'ADX momentum',
  category: 'momentum',
  version: 1,
  description: 'Strong trend, momentum and directional indicator agree.',
  source: 'freqtrade-strategies ADXMomentum (code read)',
  direction: 'long-short',
  timeframe: '1h',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    m: { kind: 'integer', default: 14, min: 5, max: 30, step: 1 },
    th: { kind: 'integer', default: 25, min: 15, max: 40, step: 1 },
  },
  constraints: [],
  enterLong: 'dmi(n).adx > th and mom(close, m) > 0 and dmi(n).plus > th and dmi(n).plus > dmi(n).minus',
  exitLong: 'dmi(n).adx > th and mom(close, m) < 0 and dmi(n).minus > th',
  enterShort: 'dmi(n).adx > th and mom(close, m) < 0 and dmi(n).minus > th and dmi(n).minus > dmi(n).plus',
  exitShort: 'dmi(n).adx > th and mom(close, m) > 0 and dmi(n).plus > th',
} satisfies StrategyDefinition;
