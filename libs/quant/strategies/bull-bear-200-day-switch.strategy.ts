import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'bull-bear-200-day-switch',
  catalogueId: 'G05',
  title: 'Bull/bear 200-day switch',
  category: 'regime-switching',
  version: 1,
  description: 'Pull-backs are bought above the 200-bar average and rallies sold below it.',
  source: 'Connors & Alvarez 2009',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    ma: { kind: 'integer', default: 200, min: 100, max: 250, step: 10 },
    lo: { kind: 'integer', default: 10, min: 2, max: 20, step: 1 },
    hi: { kind: 'integer', default: 90, min: 80, max: 98, step: 1 },
    x: { kind: 'integer', default: 5, min: 3, max: 12, step: 1 },
  },
  constraints: ['lo < hi'],
  enterLong: 'close > sma(close, ma) and rsi(close, 2) < lo',
  exitLong: 'close > sma(close, x)',
  enterShort: 'close < sma(close, ma) and rsi(close, 2) > hi',
  exitShort: 'close < sma(close, x)',
} satisfies StrategyDefinition;
