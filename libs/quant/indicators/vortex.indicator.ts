import { bars, defineIndicator } from './define-indicator';
import { at, column, delay, difference, ratio } from './math/columns';
import { trueRange } from './math/prices';
import { windowSum } from './math/windows';

export default defineIndicator({
  name: 'vortex',
  title: 'Vortex',
  arguments: [bars('n', 14)],
  outputs: ['plus', 'minus'],
  definition: 'VM+ = |H - L[1]|, VM- = |L - H[1]|; plus = Σ_n VM+ / Σ_n tr, minus likewise.',
  source: 'Botes & Siepman 2010',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles }, n) => {
    const { high, low } = candles;
    const range = windowSum(trueRange(candles), n);
    const line = (from: Float64Array, to: Float64Array): Float64Array => {
      const movement = windowSum(difference(to, delay(from, 1)).map(Math.abs), n);
      return column(high.length, (i) => ratio(at(movement, i), at(range, i)));
    };
    return [line(low, high), line(high, low)];
  },
});
