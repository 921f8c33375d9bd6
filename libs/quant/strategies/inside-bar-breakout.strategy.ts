import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'inside-bar-breakout',
  catalogueId: 'B11',
  title: 'Inside-bar breakout with trend',
  category: 'breakout',
  version: 1,
  description: 'Stop orders beyond the bar around an inside bar, on the side of the trend.',
  source: 'price-action convention',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    ma: { kind: 'integer', default: 50, min: 20, max: 200, step: 10 },
    hold: { kind: 'integer', default: 5, min: 1, max: 20, step: 1 },
  },
  constraints: [],
  enterLong: 'insideBar() and close > sma(close, ma)',
  enterLongOrder: 'buyStop(high[1])',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'insideBar() and close < sma(close, ma)',
  enterShortOrder: 'sellStop(low[1])',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low[1]' },
} satisfies StrategyDefinition;
