import { bars, defineIndicator, series } from './define-indicator';
import { windowLowest } from './math/windows';

export default defineIndicator({
  name: 'lowest',
  title: 'Lowest value',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Minimum of the last n values, the current one included.',
  source: 'convention',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [windowLowest(x, n)],
});
