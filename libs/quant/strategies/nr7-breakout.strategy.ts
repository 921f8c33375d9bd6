import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'nr7-breakout',
  catalogueId: 'B09',
  title: 'NR7 breakout',
  category: 'breakout',
  version: 1,
  description: 'Stop orders at both ends of the narrowest bar of seven.',
  source: 'Crabel 1990',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    k: { kind: 'integer', default: 7, min: 4, max: 10, step: 1 },
    hold: { kind: 'integer', default: 3, min: 1, max: 10, step: 1 },
  },
  constraints: [],
  enterLong: 'nr(k)',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'nr(k)',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
