import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'obv-trend',
  catalogueId: 'O01',
  title: 'OBV trend',
  category: 'volume',
  version: 1,
  description: 'On-balance volume against its average.',
  source: 'Granville 1963',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 20, min: 5, max: 100, step: 5 },
  },
  constraints: [],
  enterLong: 'crossUp(obv(), ema(obv(), n))',
  exitLong: 'crossDown(obv(), ema(obv(), n))',
} satisfies StrategyDefinition;
