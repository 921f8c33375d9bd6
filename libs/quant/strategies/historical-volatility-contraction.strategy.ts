import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'historical-volatility-contraction',
  catalogueId: 'V08',
  title: 'Historical-volatility ratio contraction',
  category: 'volatility',
  version: 1,
  description: 'Stop orders at both ends of an inside or narrow bar while short-term volatility is low.',
  source: 'Connors & Raschke 1995 (6/100)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    s: { kind: 'integer', default: 6, min: 4, max: 10, step: 1 },
    l: { kind: 'integer', default: 100, min: 50, max: 150, step: 10 },
    r: { kind: 'float', default: 0.5, min: 0.3, max: 0.7, step: 0.05 },
    hold: { kind: 'integer', default: 5, min: 2, max: 15, step: 1 },
  },
  constraints: ['s < l'],
  enterLong: 'hv(s) / hv(l) < r and (insideBar() or nr(4))',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'barsSinceEntry >= hold',
  enterShort: 'hv(s) / hv(l) < r and (insideBar() or nr(4))',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'barsSinceEntry >= hold',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
