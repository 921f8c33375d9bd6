import { bars, defineIndicator, series } from './define-indicator';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'sma',
  title: 'Simple moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Arithmetic mean of the last n values.',
  source: 'textbook',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [windowMean(x, n)],
});
