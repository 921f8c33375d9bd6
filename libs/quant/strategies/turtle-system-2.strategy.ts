import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'turtle-system-2',
  catalogueId: 'B02',
  title: 'Turtle System 2',
  category: 'breakout',
  version: 1,
  description: 'Stop orders at the long channel, out at the shorter one.',
  source: 'Dennis/Eckhardt; Faith 2003',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    e: { kind: 'integer', default: 55, min: 30, max: 120, step: 5 },
    x: { kind: 'integer', default: 20, min: 10, max: 50, step: 2 },
    n: { kind: 'integer', default: 20, min: 10, max: 30, step: 1 },
    m: { kind: 'float', default: 2, min: 1, max: 4, step: 0.25 },
  },
  constraints: ['x < e'],
  enterLong: 'true',
  enterLongOrder: 'buyStop(donchian(e).upper)',
  exitLong: 'true',
  exitLongOrder: 'sellStop(donchian(x).lower)',
  enterShort: 'true',
  enterShortOrder: 'sellStop(donchian(e).lower)',
  exitShort: 'true',
  exitShortOrder: 'buyStop(donchian(x).upper)',
  stops: { stopLoss: 'entry - m * atr(n)' },
} satisfies StrategyDefinition;
