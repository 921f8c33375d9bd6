import { defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { patternColumn } from './math/patterns';

export default defineIndicator({
  name: 'insideBar',
  title: 'Inside bar',
  arguments: [],
  outputs: ['value'],
  definition: '1 where H <= H[1] and L >= L[1], else 0.',
  source: 'convention',
  unit: 'count',
  firstValid: () => 1,
  compute: ({ candles: { high, low } }) => [
    patternColumn(high.length, 1, (i) => at(high, i) <= at(high, i - 1) && at(low, i) >= at(low, i - 1)),
  ],
});
