import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
import { windowHighest, windowMean } from './math/windows';

export default defineIndicator({
  name: 'ulcer',
  title: 'Ulcer index',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: 'dd = 100·(C - highest(C, n)) / highest(C, n); √(mean_n(dd²)).',
  source: 'Martin 1987',
  unit: 'ratio',
  firstValid: (n) => 2 * n - 2,
  compute: ({ candles: { close } }, n) => {
    const peak = windowHighest(close, n);
    const squares = column(close.length, (i) => (100 * ratio(at(close, i) - at(peak, i), at(peak, i))) ** 2);
    return [windowMean(squares, n).map(Math.sqrt)];
  },
});
