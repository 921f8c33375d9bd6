import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'bollinger-rsi-double-extreme',
  catalogueId: 'R22',
  title: 'BB + RSI double extreme',
  category: 'mean-reversion',
  version: 1,
  description: 'RSI oversold and close below the Bollinger band of the typical price, out at overbought.',
  source: 'freqtrade-strategies BbandRsi (code read)',
  direction: 'long',
  timeframe: '1h',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 50, step: 1 },
    k: { kind: 'float', default: 2, min: 1.5, max: 3, step: 0.1 },
    r: { kind: 'integer', default: 14, min: 5, max: 30, step: 1 },
    lo: { kind: 'integer', default: 30, min: 10, max: 40, step: 1 },
    x: { kind: 'integer', default: 70, min: 50, max: 90, step: 1 },
  },
  constraints: ['lo < x'],
  enterLong: 'rsi(close, r) < lo and close < bb(hlc3, n, k).lower',
  exitLong: 'rsi(close, r) > x',
  stops: { stopLoss: 'close * 0.75' },
} satisfies StrategyDefinition;
