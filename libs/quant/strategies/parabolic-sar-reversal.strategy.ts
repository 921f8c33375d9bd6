import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'parabolic-sar-reversal',
  catalogueId: 'T14',
  title: 'Parabolic SAR reversal',
  category: 'trend',
  version: 1,
  description: 'Turns when price penetrates the accelerating stop.',
  source: 'Wilder 1978',
  direction: 'reverse',
  timeframe: '4h/1d',
  parameters: {
    step: { kind: 'float', default: 0.02, min: 0.005, max: 0.05, step: 0.005 },
    mx: { kind: 'float', default: 0.2, min: 0.1, max: 0.4, step: 0.05 },
  },
  constraints: ['step < mx'],
  enterLong: 'psar(step, mx).dir > 0 and psar(step, mx).dir[1] < 0',
  exitLong: 'psar(step, mx).dir < 0 and psar(step, mx).dir[1] > 0',
} satisfies StrategyDefinition;
