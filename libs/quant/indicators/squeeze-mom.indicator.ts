import { bars, defineIndicator } from './define-indicator';
import { difference, midline } from './math/columns';
import { regressionEnd } from './math/statistics';
import { windowHighest, windowLowest, windowMean } from './math/windows';

export default defineIndicator({
  name: 'squeezeMom',
  title: 'Squeeze momentum',
  arguments: [bars('n', 20, 2)],
  outputs: ['value'],
  definition: 'lsma(C - ((highest(H, n) + lowest(L, n))/2 + sma(C, n))/2, n).',
  source: 'Carter 2005; LazyBear form',
  unit: 'price',
  firstValid: (n) => 2 * n - 2,
  compute: ({ candles: { high, low, close } }, n) => {
    const centre = midline(midline(windowHighest(high, n), windowLowest(low, n)), windowMean(close, n));
    return [regressionEnd(difference(close, centre), n)];
  },
});
