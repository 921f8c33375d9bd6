import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
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
  compute: ({ candles }, n) => {
    const high = windowHighest(candles.high, n);
    const low = windowLowest(candles.low, n);
    return [column(high.length, (i) => -100 * ratio(at(high, i) - at(candles.close, i), at(high, i) - at(low, i)))];
  },
});
