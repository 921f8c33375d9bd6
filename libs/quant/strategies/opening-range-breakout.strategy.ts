import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'opening-range-breakout',
  catalogueId: 'B07',
  title: 'Opening range breakout',
  category: 'breakout',
  version: 1,
  description: 'Closes beyond the opening range of the session.',
  source: 'Crabel 1990',
  direction: 'long-short',
  timeframe: '1m-15m',
  parameters: {
    m: { kind: 'integer', default: 30, min: 5, max: 60, step: 5 },
    buf: { kind: 'float', default: 0, min: 0, max: 0.5, step: 0.05 },
  },
  constraints: [],
  enterLong: 'crossUp(close, orHigh(m) + buf * atr(14))',
  exitLong: 'close < orLow(m)',
  enterShort: 'crossDown(close, orLow(m) - buf * atr(14))',
  exitShort: 'close > orHigh(m)',
  flatAtSessionEnd: true,
} satisfies StrategyDefinition;
