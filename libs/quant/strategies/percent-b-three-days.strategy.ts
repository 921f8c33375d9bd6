import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'percent-b-three-days',
  catalogueId: 'R07',
  title: '%B three days',
  category: 'mean-reversion',
  version: 1,
  description: 'Three closes near or below the lower Bollinger band within a long-term rise.',
  source: 'Connors & Alvarez 2009 (BB 5,1)',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 5, min: 5, max: 20, step: 1 },
    k: { kind: 'float', default: 1, min: 1, max: 2.5, step: 0.25 },
    lo: { kind: 'float', default: 0.2, min: 0, max: 0.3, step: 0.05 },
    x: { kind: 'float', default: 0.8, min: 0.6, max: 1, step: 0.05 },
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
  },
  constraints: ['lo < x'],
  enterLong: 'close > sma(close, ma) and every(bb(close, n, k).pctB < lo, 3)',
  exitLong: 'bb(close, n, k).pctB > x',
} satisfies StrategyDefinition;
