import { bars, defineIndicator, series } from './define-indicator';
import { windowSum } from './math/windows';

export default defineIndicator({
  name: 'sum',
  title: 'Sum',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Sum of the last n values, the current one included.',
  source: 'textbook',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [windowSum(x, n)],
});
