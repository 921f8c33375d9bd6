import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'time-series-momentum',
  catalogueId: 'M01',
  title: 'Time-series momentum 12-1',
  category: 'momentum',
  version: 1,
  description:
    'Sign of the return from n to skip bars ago, with a position scaled to a volatility target: up to all the money, or ' +
    'to the leverage of the backtest.',
  source: 'Moskowitz, Ooi & Pedersen, JFE 2012; skip month: Jegadeesh & Titman 1993',
  direction: 'reverse',
  timeframe: '1d (monthly decision)',
  parameters: {
    n: { kind: 'integer', default: 252, min: 63, max: 315, step: 21 },
    skip: { kind: 'integer', default: 21, min: 0, max: 42, step: 7 },
    targetVol: {
      kind: 'float',
      default: 0.4,
      min: 0.05,
      max: 1,
      step: 0.05,
      description: 'volatility of the position per year, 0.4 = 40 %',
    },
  },
  constraints: ['skip < n'],
  enterLong: 'close[skip] / close[n] - 1 > 0',
  exitLong: 'close[skip] / close[n] - 1 <= 0',
  size: 'targetVol / hv(60)',
} satisfies StrategyDefinition;
