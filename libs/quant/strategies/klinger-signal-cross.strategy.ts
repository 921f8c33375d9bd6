import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'klinger-signal-cross',
  catalogueId: 'O07',
  title: 'Klinger signal cross',
  category: 'volume',
  version: 1,
  description: 'Volume force against its signal line.',
  source: 'Klinger 1997',
  direction: 'reverse',
  timeframe: '1d',
  parameters: {
    f: { kind: 'integer', default: 34, min: 20, max: 50, step: 2 },
    s: { kind: 'integer', default: 55, min: 35, max: 90, step: 5 },
    g: { kind: 'integer', default: 13, min: 5, max: 21, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'crossUp(klinger(f, s, g).kvo, klinger(f, s, g).signal)',
  exitLong: 'crossDown(klinger(f, s, g).kvo, klinger(f, s, g).signal)',
} satisfies StrategyDefinition;
