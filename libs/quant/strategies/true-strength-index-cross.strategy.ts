import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'true-strength-index-cross',
  catalogueId: 'M06',
  title: 'True Strength Index cross',
  category: 'momentum',
  version: 1,
  description: 'Double-smoothed momentum against its signal line.',
  source: 'Blau 1991',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    r: { kind: 'integer', default: 25, min: 10, max: 40, step: 1 },
    s: { kind: 'integer', default: 13, min: 5, max: 25, step: 1 },
    g: { kind: 'integer', default: 7, min: 3, max: 15, step: 1 },
  },
  constraints: ['s < r'],
  enterLong: 'crossUp(tsi(close, r, s, g).tsi, tsi(close, r, s, g).signal)',
  exitLong: 'crossDown(tsi(close, r, s, g).tsi, tsi(close, r, s, g).signal)',
} satisfies StrategyDefinition;
