import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'chaikin-volatility-expansion',
  catalogueId: 'V04',
  title: 'Chaikin Volatility expansion',
  category: 'volatility',
  version: 1,
  description: 'Trading range widens quickly; the side of the average gives the direction.',
  source: 'Chaikin',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    th: { kind: 'integer', default: 20, min: 5, max: 100, step: 5 },
    ma: { kind: 'integer', default: 50, min: 20, max: 200, step: 10 },
  },
  constraints: [],
  enterLong: 'chaikinVol(n, n) > th and close > sma(close, ma)',
  exitLong: 'chaikinVol(n, n) < 0',
  enterShort: 'chaikinVol(n, n) > th and close < sma(close, ma)',
  exitShort: 'chaikinVol(n, n) < 0',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
