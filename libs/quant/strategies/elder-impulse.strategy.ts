import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'elder-impulse',
  catalogueId: 'H01',
  title: 'Elder Impulse',
  category: 'hybrid',
  version: 1,
  description: 'Trend and momentum rise together; out as soon as one turns.',
  source: 'Elder 2002',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    e: { kind: 'integer', default: 13, min: 8, max: 30, step: 1 },
    f: { kind: 'integer', default: 12, min: 8, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 18, max: 40, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'rising(ema(close, e), 1) and rising(macd(f, s, 9).hist, 1)',
  exitLong: 'falling(ema(close, e), 1) or falling(macd(f, s, 9).hist, 1)',
  enterShort: 'falling(ema(close, e), 1) and falling(macd(f, s, 9).hist, 1)',
  exitShort: 'rising(ema(close, e), 1) or rising(macd(f, s, 9).hist, 1)',
} satisfies StrategyDefinition;
