import { defineIndicator } from './define-indicator';
import { difference } from './math/columns';
import { medianPrice } from './math/prices';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'ao',
  title: 'Awesome oscillator',
  arguments: [],
  outputs: ['value'],
  definition: 'sma(hl2, 5) - sma(hl2, 34).',
  source: 'B. Williams 1995',
  unit: 'price',
  firstValid: () => 33,
  compute: ({ candles }) => {
    const price = medianPrice(candles);
    return [difference(windowMean(price, 5), windowMean(price, 34))];
  },
});
