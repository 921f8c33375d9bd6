import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'id-nr4',
  catalogueId: 'B10',
  title: 'ID/NR4',
  category: 'breakout',
  version: 1,
  description: 'Stop orders at both ends of an inside bar that is the narrowest of four.',
  source: 'Crabel 1990; Connors & Raschke 1995',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    hold: { kind: 'integer', default: 3, min: 1, max: 10, step: 1 },
  },
  constraints: [],
  enterLong: 'insideBar() and nr(4)',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'insideBar() and nr(4)',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
