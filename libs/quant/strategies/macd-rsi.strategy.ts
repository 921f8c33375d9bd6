import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'macd-rsi',
  catalogueId: 'H04',
  title: 'MACD + RSI',
  category: 'hybrid',
  version: 1,
  description: 'MACD crossing on the right side of RSI 50 but not yet overbought.',
  source: 'community convention',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    f: { kind: 'integer', default: 12, min: 8, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 18, max: 40, step: 1 },
    r: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    cap: { kind: 'integer', default: 70, min: 60, max: 85, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(macd(f, s, 9).macd, macd(f, s, 9).signal) and rsi(close, r) > 50 and rsi(close, r) < cap',
  exitLong: 'crossDown(macd(f, s, 9).macd, macd(f, s, 9).signal)',
  enterShort:
    'crossDown(macd(f, s, 9).macd, macd(f, s, 9).signal) and rsi(close, r) < 50 and rsi(close, r) > 100 - cap',
  exitShort: 'crossUp(macd(f, s, 9).macd, macd(f, s, 9).signal)',
} satisfies StrategyDefinition;
