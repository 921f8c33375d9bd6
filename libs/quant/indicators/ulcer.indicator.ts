import { bars, defineIndicator } from './define-indicator';
import { at, ratio, roots } from './math/columns';
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
    const squares = windowHighest(close, n);
    for (let i = 0; i < close.length; i++) {
      const fall = 100 * ratio(at(close, i) - at(squares, i), at(squares, i));
      squares[i] = fall * fall;
    }
    return [roots(windowMean(squares, n))];
  },
});
