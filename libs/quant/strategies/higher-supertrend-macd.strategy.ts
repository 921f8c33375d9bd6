import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'higher-supertrend-macd',
  catalogueId: 'X03',
  title: 'HTF Supertrend, LTF MACD',
  category: 'multi-timeframe',
  version: 1,
  description: 'MACD crossings in the direction of the four-hour supertrend.',
  source: 'convention',
  direction: 'long-short',
  timeframe: '15m/1h with 4h',
  parameters: {
    n: { kind: 'integer', default: 10, min: 7, max: 21, step: 1 },
    m: { kind: 'float', default: 3, min: 1.5, max: 5, step: 0.25 },
    f: { kind: 'integer', default: 12, min: 8, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 18, max: 40, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'htf("4h", supertrend(n, m).dir > 0) and crossUp(macd(f, s, 9).macd, macd(f, s, 9).signal)',
  exitLong: 'htf("4h", supertrend(n, m).dir < 0) or crossDown(macd(f, s, 9).macd, macd(f, s, 9).signal)',
  enterShort: 'htf("4h", supertrend(n, m).dir < 0) and crossDown(macd(f, s, 9).macd, macd(f, s, 9).signal)',
  exitShort: 'htf("4h", supertrend(n, m).dir > 0) or crossUp(macd(f, s, 9).macd, macd(f, s, 9).signal)',
} satisfies StrategyDefinition;
