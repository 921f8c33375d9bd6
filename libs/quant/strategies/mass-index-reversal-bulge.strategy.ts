import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'mass-index-reversal-bulge',
  catalogueId: 'V06',
  title: 'Mass Index reversal bulge',
  category: 'volatility',
  version: 1,
  description: 'A reversal bulge of the mass index, against the average.',
  source: 'Dorsey 1992',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 25, min: 15, max: 40, step: 1 },
    hi: { kind: 'float', default: 27, min: 25.5, max: 28.5, step: 0.25 },
    trig: { kind: 'float', default: 26.5, min: 25, max: 27.5, step: 0.25 },
    hold: { kind: 'integer', default: 15, min: 5, max: 40, step: 5 },
  },
  constraints: ['trig < hi'],
  enterLong:
    'highest(massindex(9, n), n) > hi and crossDown(massindex(9, n), trig) and ema(close, 9) < ema(close, 9)[9]',
  exitLong: 'barsSinceEntry >= hold',
  enterShort:
    'highest(massindex(9, n), n) > hi and crossDown(massindex(9, n), trig) and ema(close, 9) > ema(close, 9)[9]',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
