import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'two-bar-thrust',
  catalogueId: 'P11',
  title: 'Two-bar thrust',
  category: 'pattern',
  version: 1,
  description: 'A long bar that closes near its end, beyond the bar before.',
  source: 'thrust-bar convention',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    k: { kind: 'float', default: 1.5, min: 0.5, max: 3, step: 0.1 },
    hold: { kind: 'integer', default: 5, min: 1, max: 15, step: 1 },
  },
  constraints: [],
  enterLong: 'close > high[1] and high - low > k * atr(14)[1] and ibs() > 0.75',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'close < low[1] and high - low > k * atr(14)[1] and ibs() < 0.25',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
