import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'directional-movement-cross',
  catalogueId: 'T15',
  title: 'Directional Movement cross + ADX',
  category: 'trend',
  version: 1,
  description: 'Direction from the two directional indicators, entries only in a strong trend.',
  source: 'Wilder 1978',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    n: { kind: 'integer', default: 14, min: 7, max: 30, step: 1 },
    th: { kind: 'integer', default: 25, min: 15, max: 40, step: 1 },
  },
  constraints: [],
  enterLong: 'dmi(n).plus > dmi(n).minus and dmi(n).adx > th',
  exitLong: 'dmi(n).plus < dmi(n).minus',
  enterShort: 'dmi(n).minus > dmi(n).plus and dmi(n).adx > th',
  exitShort: 'dmi(n).plus > dmi(n).minus',
  stops: { stopLoss: 'close - 2 * atr(n)' },
} satisfies StrategyDefinition;
