import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'exponential-regression-momentum',
  catalogueId: 'T20',
  title: 'Exponential-regression momentum',
  category: 'trend',
  version: 1,
  description: 'Annualised exponential slope times its fit, above a moving average.',
  source: 'Clenow 2015 (slope annualised x R2), single-asset form',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 90, min: 40, max: 200, step: 10 },
    ma: { kind: 'integer', default: 100, min: 50, max: 200, step: 10 },
    minS: { kind: 'float', default: 0.3, min: 0, max: 1, step: 0.05 },
  },
  constraints: [],
  enterLong:
    '(exp(linregSlope(log(close), n) * barsPerYear) - 1) * linregR2(log(close), n) > minS and close > ' +
    'sma(close, ma)',
  exitLong: 'close < sma(close, ma)',
} satisfies StrategyDefinition;
