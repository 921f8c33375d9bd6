import { defineIndicator } from './define-indicator';
import { delay } from './math/columns';
import { medianPrice } from './math/prices';
import { rma } from './math/smoothing';

export default defineIndicator({
  name: 'alligator',
  title: 'Alligator',
  arguments: [],
  outputs: ['jaw', 'teeth', 'lips'],
  definition:
    'jaw = rma(hl2, 13) of 8 bars ago, teeth = rma(hl2, 8) of 5 bars ago, lips = rma(hl2, 5) of 3 bars ' +
    'ago: the displaced lines as they stand at this bar, no look-ahead.',
  source: 'B. Williams 1995',
  unit: 'price',
  firstValid: () => [20, 12, 7],
  compute: ({ candles }) => {
    const price = medianPrice(candles);
    return [delay(rma(price, 13), 8), delay(rma(price, 8), 5), delay(rma(price, 5), 3)];
  },
});
