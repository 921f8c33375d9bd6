import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'ma-crossover-with-neutral-band',
  catalogueId: 'T02',
  title: 'MA crossover with neutral band',
  category: 'trend',
  version: 1,
  description: 'Moving-average crossover that waits until the averages are a band apart; flat inside the band.',
  source: 'Brock, Lakonishok & LeBaron, J.Finance 1992 (bands 0/1%)',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    fast: { kind: 'integer', default: 1, min: 1, max: 20, step: 1 },
    slow: { kind: 'integer', default: 150, min: 50, max: 250, step: 10 },
    band: { kind: 'float', default: 0.01, min: 0, max: 0.03, step: 0.0025 },
  },
  constraints: ['fast < slow'],
  enterLong: 'sma(close, fast) > sma(close, slow) * (1 + band)',
  exitLong: 'sma(close, fast) < sma(close, slow)',
  enterShort: 'sma(close, fast) < sma(close, slow) * (1 - band)',
  exitShort: 'sma(close, fast) > sma(close, slow)',
} satisfies StrategyDefinition;
