import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'holy-grail',
  catalogueId: 'H05',
  title: 'Holy Grail',
  category: 'hybrid',
  version: 1,
  description: 'A stop order above a pullback to the average in a strong trend.',
  source: 'Raschke & Connors 1995',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 21, step: 1 },
    th: { kind: 'integer', default: 30, min: 20, max: 40, step: 1 },
    e: { kind: 'integer', default: 20, min: 10, max: 34, step: 1 },
    win: { kind: 'integer', default: 3, min: 1, max: 6, step: 1 },
  },
  constraints: [],
  enterLong:
    'dmi(n).adx > th and rising(dmi(n).adx, 1) and close > ema(close, e) and barsSince(low <= ema(close, e)) <= win',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'close < ema(close, e) - atr(14)',
  enterShort:
    'dmi(n).adx > th and rising(dmi(n).adx, 1) and close < ema(close, e) and barsSince(high >= ema(close, e)) <= win',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'close > ema(close, e) + atr(14)',
  stops: { stopLoss: 'lowest(low, 3)', takeProfit: 'highest(high, 20)' },
} satisfies StrategyDefinition;
