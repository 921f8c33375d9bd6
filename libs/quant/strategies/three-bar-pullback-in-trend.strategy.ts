import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'three-bar-pullback-in-trend',
  catalogueId: 'R25',
  title: 'Three-bar pullback in trend',
  category: 'mean-reversion',
  version: 2,
  description: 'Buys k falling closes in a long-term rise; closed after some bars at the latest.',
  source: 'short-term reversal convention (Connors/Raschke)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    k: { kind: 'integer', default: 3, min: 2, max: 5, step: 1 },
    ma: { kind: 'integer', default: 100, min: 50, max: 200, step: 10 },
    hold: { kind: 'integer', default: 5, min: 2, max: 15, step: 1 },
  },
  constraints: [],
  enterLong: 'close > sma(close, ma) and every(close < close[1], k)',
  exitLong: 'close > high[1]',
  enterShort: 'close < sma(close, ma) and every(close > close[1], k)',
  exitShort: 'close < low[1]',
  stops: { maxBars: 'hold' },
} satisfies StrategyDefinition;
