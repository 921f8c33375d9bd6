import { defineIndicator } from './define-indicator';
import { bullishEngulfing, mirrored } from './math/patterns';

export default defineIndicator({
  name: 'engulfBear',
  title: 'Bearish engulfing',
  arguments: [],
  outputs: ['value'],
  definition:
    '1 where the bar upside down is a bullish engulfing (C[1] < O[1] and C > O and O <= C[1] and C >= ' +
    'O[1] and |C-O| > |C[1]-O[1]|), else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 1,
  compute: ({ candles }) => [bullishEngulfing(mirrored(candles))],
});
