import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'starc-fade',
  catalogueId: 'V09',
  title: 'STARC fade',
  category: 'volatility',
  version: 1,
  description: 'Wick through a STARC band with the close back inside.',
  source: 'Stoller',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 6, min: 5, max: 20, step: 1 },
    a: { kind: 'integer', default: 15, min: 10, max: 30, step: 1 },
    m: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
  },
  constraints: [],
  enterLong: 'low < starc(n, a, m).lower and close > starc(n, a, m).lower',
  exitLong: 'close >= starc(n, a, m).mid',
  enterShort: 'high > starc(n, a, m).upper and close < starc(n, a, m).upper',
  exitShort: 'close <= starc(n, a, m).mid',
  stops: { stopLoss: 'low - 0.5 * atr(a)' },
} satisfies StrategyDefinition;
