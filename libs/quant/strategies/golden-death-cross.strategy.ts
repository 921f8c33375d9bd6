import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'golden-death-cross',
  catalogueId: 'T03',
  title: 'Golden / death cross',
  category: 'trend',
  version: 1,
  description: 'Long while the 50-bar average is above the 200-bar one.',
  source: 'market convention 50/200',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    fast: { kind: 'integer', default: 50, min: 30, max: 80, step: 5 },
    slow: { kind: 'integer', default: 200, min: 120, max: 300, step: 10 },
  },
  constraints: ['fast < slow'],
  enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
  exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
} satisfies StrategyDefinition;
