import { defineIndicator } from './define-indicator';
import { at, column } from './math/columns';

export default defineIndicator({
  name: 'ibs',
  title: 'Internal bar strength',
  arguments: [],
  outputs: ['value'],
  definition: '(C-L)/(H-L), 0 … 1; 0.5 for a bar without range.',
  source: 'Pagonidis 2013',
  unit: 'ratio',
  firstValid: () => 0,
  compute: ({ candles: { high, low, close } }) => [
    column(close.length, (i) => {
      const range = at(high, i) - at(low, i);
      return range === 0 ? 0.5 : (at(close, i) - at(low, i)) / range;
    }),
  ],
});
