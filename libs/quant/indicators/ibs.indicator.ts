import { defineIndicator } from './define-indicator';
import { at } from './math/columns';

export default defineIndicator({
  name: 'ibs',
  title: 'Internal bar strength',
  arguments: [],
  outputs: ['value'],
  definition: '(C-L)/(H-L), 0 … 1; 0.5 for a bar without range.',
  source: 'Pagonidis 2013',
  unit: 'ratio',
  firstValid: () => 0,
  compute: ({ candles: { high, low, close } }) => {
    const strength = new Float64Array(close.length);
    for (let i = 0; i < strength.length; i++) {
      const range = at(high, i) - at(low, i);
      strength[i] = range === 0 ? 0.5 : (at(close, i) - at(low, i)) / range;
    }
    return [strength];
  },
});
