import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'alligator-awake',
  catalogueId: 'T19',
  title: 'Alligator awake',
  category: 'trend',
  version: 1,
  description: 'Lips, teeth and jaw fan out in one direction, with price ahead of them.',
  source: 'B. Williams 1995',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    gap: { kind: 'float', default: 0, min: 0, max: 1, step: 0.1 },
  },
  constraints: [],
  enterLong:
    'alligator().lips - alligator().teeth > gap * atr(14) and alligator().teeth - alligator().jaw > ' +
    'gap * atr(14) and close > alligator().lips',
  exitLong: 'close < alligator().teeth',
  enterShort:
    'alligator().teeth - alligator().lips > gap * atr(14) and alligator().jaw - alligator().teeth > ' +
    'gap * atr(14) and close < alligator().lips',
  exitShort: 'close > alligator().teeth',
} satisfies StrategyDefinition;
