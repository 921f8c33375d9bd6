import { bars, defineIndicator } from './define-indicator';
import { at, ratio } from './math/columns';
import { windowHighest, windowLowest } from './math/windows';

export default defineIndicator({
  name: 'willr',
  title: 'Williams %R',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: '-100·(highest(H, n) - C) / (highest(H, n) - lowest(L, n)), -100 … 0.',
  source: 'L. Williams 1973',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles: { high, low, close } }, n) => {
    const top = windowHighest(high, n);
    const result = windowLowest(low, n);
    for (let i = 0; i < close.length; i++) {
      result[i] = -100 * ratio(at(top, i) - at(close, i), at(top, i) - at(result, i));
    }
    return [result];
  },
});
