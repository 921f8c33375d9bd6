import type { StrategyDefinition } from './strategy.types';

export default {
  name: '80-20',
  catalogueId: 'P10',
  title: '80-20',
  category: 'pattern',
  version: 1,
  description: 'A session after one that opened and closed at opposite ends: a new extreme that is taken back.',
  source: 'Connors & Raschke 1995',
  direction: 'long-short',
  timeframe: '1m-15m',
  parameters: {
    p: { kind: 'float', default: 0.2, min: 0.1, max: 0.3, step: 0.05 },
    buf: { kind: 'float', default: 0.05, min: 0, max: 0.3, step: 0.05 },
  },
  constraints: [],
  enterLong:
    '(prevSession.open - prevSession.low) > (1 - p) * (prevSession.high - prevSession.low) and (prevSession.close - prevSession.low) < p * (prevSession.high - prevSession.low) and sessionLow() < prevSession.low - buf * atr(14) and crossUp(close, prevSession.low)',
  exitLong: 'close < sessionLow()[1]',
  enterShort:
    '(prevSession.open - prevSession.low) < p * (prevSession.high - prevSession.low) and (prevSession.close - prevSession.low) > (1 - p) * (prevSession.high - prevSession.low) and sessionHigh() > prevSession.high + buf * atr(14) and crossDown(close, prevSession.high)',
  exitShort: 'close > sessionHigh()[1]',
  stops: { stopLoss: 'sessionLow()' },
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
