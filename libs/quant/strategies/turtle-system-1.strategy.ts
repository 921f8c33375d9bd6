import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'turtle-system-1',
  catalogueId: 'B01',
  title: 'Turtle System 1',
  category: 'breakout',
  version: 1,
  description:
    'Stop orders at the short channel, out at a shorter one. After a winning trade it may wait for the 55-bar channel. ' +
    'With pyramiding: 4 it adds a lot each time the price has moved on by half an ATR, each with a stop of its own; ' +
    'the units of the original are sizing: { risk_percent: 2 }.',
  source: 'Dennis/Eckhardt; Faith 2003',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    e: { kind: 'integer', default: 20, min: 10, max: 60, step: 5 },
    x: { kind: 'integer', default: 10, min: 5, max: 30, step: 1 },
    n: { kind: 'integer', default: 20, min: 10, max: 30, step: 1 },
    m: { kind: 'float', default: 2, min: 1, max: 4, step: 0.25 },
    add: { kind: 'float', default: 0.5, min: 0.25, max: 2, step: 0.25, description: 'ATRs between two lots' },
    skipAfterWin: {
      kind: 'boolean',
      default: false,
      description: 'after a winning trade only the 55-bar channel counts',
    },
  },
  constraints: ['x < e'],
  enterLong: 'true',
  enterLongOrder:
    'buyStop(if(positionSide == 1, lastEntry + add * atr(n), ' +
    'if(skipAfterWin and lastTrade > 0, donchian(55).upper, donchian(e).upper)))',
  exitLong: 'true',
  exitLongOrder: 'sellStop(donchian(x).lower)',
  enterShort: 'true',
  enterShortOrder:
    'sellStop(if(positionSide == -1, lastEntry - add * atr(n), ' +
    'if(skipAfterWin and lastTrade > 0, donchian(55).lower, donchian(e).lower)))',
  exitShort: 'true',
  exitShortOrder: 'buyStop(donchian(x).upper)',
  stops: { stopLoss: 'entry - m * atr(n)' },
} satisfies StrategyDefinition;
