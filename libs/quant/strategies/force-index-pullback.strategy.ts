import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'force-index-pullback',
  catalogueId: 'O05',
  title: 'Force Index pullback',
  category: 'volume',
  version: 1,
  description: 'A stop order above a bar on which the force index dips within a rising average.',
  source: 'Elder 1993',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    f: { kind: 'integer', default: 2, min: 2, max: 5, step: 1 },
    t: { kind: 'integer', default: 13, min: 8, max: 30, step: 1 },
  },
  constraints: ['f < t'],
  enterLong: 'rising(ema(close, t), 1) and force(f) < 0',
  enterLongOrder: 'buyStop(high)',
  exitLong: 'close < ema(close, t)',
  enterShort: 'falling(ema(close, t), 1) and force(f) > 0',
  enterShortOrder: 'sellStop(low)',
  exitShort: 'close > ema(close, t)',
  stops: { stopLoss: 'low' },
} satisfies StrategyDefinition;
