import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'wavetrend-cross-in-zone',
  catalogueId: 'H10',
  title: 'WaveTrend cross in zone',
  category: 'hybrid',
  version: 1,
  description: 'WaveTrend lines cross in the extreme zone.',
  source: 'LazyBear (TradingView) convention',
  direction: 'long-short',
  timeframe: '15m-4h',
  parameters: {
    a: { kind: 'integer', default: 10, min: 5, max: 20, step: 1 },
    b: { kind: 'integer', default: 21, min: 10, max: 40, step: 1 },
    z: { kind: 'integer', default: 53, min: 30, max: 70, step: 1 },
  },
  constraints: [],
  enterLong: 'crossUp(wavetrend(a, b).wt1, wavetrend(a, b).wt2) and wavetrend(a, b).wt2 < -z',
  exitLong: 'crossDown(wavetrend(a, b).wt1, wavetrend(a, b).wt2) and wavetrend(a, b).wt1 > 0',
  enterShort: 'crossDown(wavetrend(a, b).wt1, wavetrend(a, b).wt2) and wavetrend(a, b).wt2 > z',
  exitShort: 'crossUp(wavetrend(a, b).wt1, wavetrend(a, b).wt2) and wavetrend(a, b).wt1 < 0',
  stops: { stopLoss: 'close - 3 * atr(14)' },
} satisfies StrategyDefinition;
