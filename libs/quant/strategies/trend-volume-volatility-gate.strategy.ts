import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'trend-volume-volatility-gate',
  catalogueId: 'H12',
  title: 'Trend + volume + volatility gate',
  category: 'hybrid',
  version: 1,
  description: 'Breakout above the average on volume while volatility is not extreme.',
  source: 'composite convention',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    ma: { kind: 'integer', default: 100, min: 50, max: 200, step: 10 },
    n: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    k: { kind: 'float', default: 1.2, min: 1, max: 3, step: 0.1 },
    p: { kind: 'integer', default: 80, min: 50, max: 95, step: 5 },
  },
  constraints: [],
  enterLong:
    'close > sma(close, ma) and close > donchian(n).upper[1] and rvol(n) > k and percentRank(natr(14), 252) < p',
  exitLong: 'close < ema(close, n)',
  stops: { stopLoss: 'close - 2.5 * atr(14)' },
} satisfies StrategyDefinition;
