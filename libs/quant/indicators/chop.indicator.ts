import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
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
    const top = windowHighest(
      column(close.length, (i) => Math.max(at(high, i), at(close, i - 1))),
      n,
    );
    const bottom = windowLowest(
      column(close.length, (i) => Math.min(at(low, i), at(close, i - 1))),
      n,
    );
    return [
      column(close.length, (i) => (100 * Math.log10(ratio(at(path, i), at(top, i) - at(bottom, i)))) / Math.log10(n)),
    ];
  },
});
