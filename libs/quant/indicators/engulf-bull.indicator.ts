import { defineIndicator } from './define-indicator';
import { bullishEngulfing } from './math/patterns';

export default defineIndicator({
  name: 'engulfBull',
  title: 'Bullish engulfing',
  arguments: [],
  outputs: ['value'],
  definition: '1 where C[1] < O[1] and C > O and O <= C[1] and C >= O[1] and |C-O| > |C[1]-O[1]|, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 1,
  compute: ({ candles }) => [bullishEngulfing(candles)],
});
