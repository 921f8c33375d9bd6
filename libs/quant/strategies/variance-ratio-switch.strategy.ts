import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'variance-ratio-switch',
  catalogueId: 'G07',
  title: 'Variance-ratio switch',
  category: 'regime-switching',
  version: 1,
  description: 'Follows the last move where returns trend and fades it where they revert.',
  source: 'Lo & MacKinlay 1988',
  direction: 'long-short',
  timeframe: '1d',
  parameters: {
    n: { kind: 'integer', default: 250, min: 100, max: 500, step: 10 },
    q: { kind: 'integer', default: 5, min: 2, max: 20, step: 1 },
    up: { kind: 'float', default: 1.1, min: 1.02, max: 1.4, step: 0.02 },
    dn: { kind: 'float', default: 0.9, min: 0.6, max: 0.98, step: 0.02 },
  },
  constraints: ['dn < up'],
  enterLong: '(vr(n, q) > up and close > close[q]) or (vr(n, q) < dn and close < close[q])',
  exitLong: 'barsSinceEntry >= q',
  enterShort: '(vr(n, q) > up and close < close[q]) or (vr(n, q) < dn and close > close[q])',
  exitShort: 'barsSinceEntry >= q',
} satisfies StrategyDefinition;
