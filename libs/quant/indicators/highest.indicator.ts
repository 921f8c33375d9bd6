import { bars, defineIndicator, series } from './define-indicator';
import { windowHighest } from './math/windows';

export default defineIndicator({
  name: 'highest',
  title: 'Highest value',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Maximum of the last n values, the current one included.',
  source: 'convention',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [windowHighest(x, n)],
});
