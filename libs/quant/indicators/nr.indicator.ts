import { bars, defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { noPattern } from './math/patterns';
import { barRange } from './math/prices';
import { windowLowest } from './math/windows';

export default defineIndicator({
  name: 'nr',
  title: 'Narrow range',
  arguments: [bars('k', 7, 2)],
  outputs: ['value'],
  definition: '1 where H-L < lowest(H-L, k-1)[1], strictly the narrowest of the last k bars, else 0.',
  source: 'Crabel 1990',
  unit: 'count',
  firstValid: (k) => k - 1,
  compute: ({ candles }, k) => {
    const range = barRange(candles);
    const narrowest = windowLowest(range, k - 1);
    const found = noPattern(range.length, k - 1);
    for (let i = k - 1; i < found.length; i++) if (at(range, i) < at(narrowest, i - 1)) found[i] = 1;
    return [found];
  },
});
