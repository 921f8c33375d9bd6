import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'internal-bar-strength',
  catalogueId: 'R17',
  title: 'Internal Bar Strength',
  category: 'mean-reversion',
  version: 1,
  description: 'Buys closes near the low of the bar, sells closes near the high.',
  source: 'Pagonidis 2013',
  direction: 'long',
  timeframe: '1d',
  parameters: {
    lo: { kind: 'float', default: 0.2, min: 0.05, max: 0.4, step: 0.05 },
    x: { kind: 'float', default: 0.8, min: 0.5, max: 0.95, step: 0.05 },
  },
  constraints: ['lo < x'],
  enterLong: 'ibs() < lo',
  exitLong: 'ibs() > x',
} satisfies StrategyDefinition;
