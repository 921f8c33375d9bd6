import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'volatility-percentile-switch',
  catalogueId: 'G04',
  title: 'Volatility-percentile switch',
  category: 'regime-switching',
  version: 1,
  description: 'Trend while volatility is below a percentile of its past, pull-backs above it.',
  source: 'convention',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    w: { kind: 'integer', default: 252, min: 102, max: 502, step: 10 },
    p: { kind: 'integer', default: 70, min: 50, max: 90, step: 5 },
    ma: { kind: 'integer', default: 100, min: 50, max: 200, step: 10 },
  },
  constraints: [],
  enterLong:
    '(percentRank(hv(20), w) < p and close > sma(close, ma)) or (percentRank(hv(20), w) >= p and ' +
    'rsi(close, 2) < 5)',
  exitLong:
    '(percentRank(hv(20), w) < p and close < sma(close, ma)) or (percentRank(hv(20), w) >= p and ' +
    'close > sma(close, 5))',
  stops: { stopLoss: 'close - 4 * atr(14)' },
} satisfies StrategyDefinition;
