import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'cci-reversal',
  catalogueId: 'R15',
  title: 'CCI reversal',
  category: 'mean-reversion',
  version: 1,
  description: 'CCI comes back from beyond its threshold, out at zero.',
  source: 'Lambert 1980',
  direction: 'long-short',
  timeframe: '1h-1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 10, max: 50, step: 1 },
    th: { kind: 'integer', default: 100, min: 80, max: 250, step: 10 },
  },
  constraints: [],
  enterLong: 'crossUp(cci(n), -th)',
  exitLong: 'cci(n) > 0',
  enterShort: 'crossDown(cci(n), th)',
  exitShort: 'cci(n) < 0',
  stops: { stopLoss: 'close - 2 * atr(14)' },
} satisfies StrategyDefinition;
