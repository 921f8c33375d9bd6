import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'larry-williams-volatility-breakout',
  catalogueId: 'B06',
  title: 'Larry Williams volatility breakout',
  category: 'breakout',
  version: 1,
  description: 'A stop order at the open plus a part of the range of the day before.',
  source: 'L. Williams 1988/1999',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    k: { kind: 'float', default: 0.5, min: 0.2, max: 1.2, step: 0.05 },
    hold: { kind: 'integer', default: 1, min: 1, max: 3, step: 1 },
  },
  constraints: [],
  enterLong: 'true',
  enterLongOrder: 'buyStop(nextOpen + k * (high - low))',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'true',
  enterShortOrder: 'sellStop(nextOpen - k * (high - low))',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'entry - k * (high - low)' },
} satisfies StrategyDefinition;
