import { defineIndicator } from './define-indicator';
import { trueRange } from './math/prices';

export default defineIndicator({
  name: 'tr',
  title: 'True range',
  arguments: [],
  outputs: ['value'],
  definition: 'max(H-L, |H-C[1]|, |L-C[1]|); not defined at the first bar.',
  source: 'Wilder 1978',
  unit: 'price',
  firstValid: () => 1,
  compute: ({ candles }) => [trueRange(candles)],
});
