import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'macd-signal-cross',
  catalogueId: 'T11',
  title: 'MACD signal cross',
  category: 'trend',
  version: 1,
  description: 'MACD line against its signal line.',
  source: 'Appel 1979',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    f: { kind: 'integer', default: 12, min: 5, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 15, max: 60, step: 1 },
    g: { kind: 'integer', default: 9, min: 3, max: 20, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(macd(f, s, g).macd, macd(f, s, g).signal)',
  exitLong: 'crossDown(macd(f, s, g).macd, macd(f, s, g).signal)',
} satisfies StrategyDefinition;
