import type { StrategyDefinition } from './strategy.types';

export default {
  name: 'williams-fractal-breakout',
  catalogueId: 'P06',
  title: 'Williams fractal breakout',
  category: 'pattern',
  version: 1,
  description: "Close beyond the last confirmed fractal on the right side of the alligator's teeth.",
  source: 'B. Williams 1995',
  direction: 'long-short',
  timeframe: '4h/1d',
  parameters: {
    w: { kind: 'integer', default: 2, min: 2, max: 5, step: 1 },
    buf: { kind: 'float', default: 0, min: 0, max: 0.5, step: 0.05 },
  },
  constraints: [],
  enterLong: 'close > fractal(w).up + buf * atr(14) and close > alligator().teeth',
  exitLong: 'close < fractal(w).down',
  enterShort: 'close < fractal(w).down - buf * atr(14) and close < alligator().teeth',
  exitShort: 'close > fractal(w).up',
} satisfies StrategyDefinition;
