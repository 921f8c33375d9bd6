import { bars, defineIndicator, series } from './define-indicator';
import { change } from './math/columns';

export default defineIndicator({
  name: 'mom',
  title: 'Momentum',
  arguments: [series('x'), bars('n', 10)],
  outputs: ['value'],
  definition: 'x - x[n].',
  source: 'textbook',
  unit: 'price',
  firstValid: (n) => n,
  compute: (_, x, n) => [change(x, n)],
});
