import { bars, defineIndicator } from './define-indicator';
import { change, difference, magnitudes, quotient } from './math/columns';
import { windowHighest, windowLowest, windowSum } from './math/windows';

export default defineIndicator({
  name: 'vhf',
  title: 'Vertical horizontal filter',
  arguments: [bars('n', 28)],
  outputs: ['value'],
  definition: '(highest(C, n) - lowest(C, n)) / Σ_n |C - C[1]|.',
  source: 'White 1991',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles: { close } }, n) => {
    const span = difference(windowHighest(close, n), windowLowest(close, n));
    return [quotient(span, windowSum(magnitudes(change(close)), n))];
  },
});
