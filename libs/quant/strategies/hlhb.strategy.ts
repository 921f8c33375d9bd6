import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'hlhb',
  catalogueId: 'H03',
  title: 'HLHB',
  category: 'hybrid',
  version: 1,
  description: 'Fast average crossing with a fresh RSI crossing, in a strong trend.',
  source: 'BabyPips HLHB; freqtrade-strategies hlhb (code read)',
  direction: 'long-short',
  timeframe: '1h/4h',
  parameters: {
    f: { kind: 'integer', default: 5, min: 3, max: 10, step: 1 },
    s: { kind: 'integer', default: 10, min: 8, max: 25, step: 1 },
    r: { kind: 'integer', default: 10, min: 7, max: 20, step: 1 },
    th: { kind: 'integer', default: 25, min: 15, max: 35, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(ema(close, f), ema(close, s)) and barsSince(crossUp(rsi(hl2, r), 50)) <= 1 and dmi(14).adx > th',
  exitLong: 'crossDown(ema(close, f), ema(close, s))',
  enterShort:
    'crossDown(ema(close, f), ema(close, s)) and barsSince(crossDown(rsi(hl2, r), 50)) <= 1 and dmi(14).adx > th',
  exitShort: 'crossUp(ema(close, f), ema(close, s))',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
