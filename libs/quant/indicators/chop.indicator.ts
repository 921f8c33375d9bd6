import { bars, defineIndicator } from './define-indicator';
import { at, difference, ratio } from './math/columns';
import { trueRange } from './math/prices';
import { windowHighest, windowLowest, windowSum } from './math/windows';

export default defineIndicator({
  name: 'chop',
  title: 'Choppiness index',
  arguments: [bars('n', 14, 2)],
  outputs: ['value'],
  definition: '100·log10(Σ_n tr / (highest(max(H, C[1]), n) - lowest(min(L, C[1]), n))) / log10(n).',
  source: 'Dreiss 1991',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles }, n) => {
    const { high, low, close } = candles;
    const path = windowSum(trueRange(candles), n);
    const trueHigh = new Float64Array(close.length).fill(NaN, 0, 1);
    const trueLow = trueHigh.slice();
    for (let i = 1; i < close.length; i++) {
      const before = at(close, i - 1);
      trueHigh[i] = at(high, i) > before ? at(high, i) : before;
      trueLow[i] = at(low, i) < before ? at(low, i) : before;
    }
    const index = difference(windowHighest(trueHigh, n), windowLowest(trueLow, n));
    const whole = Math.log10(n);
    for (let i = 0; i < index.length; i++) index[i] = (100 * Math.log10(ratio(at(path, i), at(index, i)))) / whole;
    return [index];
  },
});
