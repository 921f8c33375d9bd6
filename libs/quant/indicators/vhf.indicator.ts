import { bars, defineIndicator } from './define-indicator';
import { at, change, column, difference, ratio } from './math/columns';
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
    const path = windowSum(change(close).map(Math.abs), n);
    return [column(close.length, (i) => ratio(at(span, i), at(path, i)))];
  },
});
