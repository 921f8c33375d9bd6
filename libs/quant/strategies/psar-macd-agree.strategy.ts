import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'psar-macd-agree',
  catalogueId: 'H11',
  title: 'PSAR + MACD agree',
  category: 'hybrid',
  version: 1,
  description: 'Parabolic SAR and MACD histogram on the same side.',
  source: 'community convention',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    step: { kind: 'float', default: 0.02, min: 0.005, max: 0.05, step: 0.005 },
    f: { kind: 'integer', default: 12, min: 8, max: 20, step: 1 },
    s: { kind: 'integer', default: 26, min: 18, max: 40, step: 1 },
  },
  constraints: ['f < s'],
  enterLong: 'psar(step, 0.2).dir > 0 and macd(f, s, 9).hist > 0',
  exitLong: 'psar(step, 0.2).dir < 0 and macd(f, s, 9).hist < 0',
} satisfies StrategyDefinition;
