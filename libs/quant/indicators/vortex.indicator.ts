import { bars, defineIndicator } from './define-indicator';
import { delay, difference, magnitudes, quotient } from './math/columns';
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
    const line = (from: Float64Array, to: Float64Array): Float64Array =>
      quotient(windowSum(magnitudes(difference(to, delay(from, 1))), n), range);
    return [line(low, high), line(high, low)];
  },
});
