import { bars, defineIndicator, series } from './define-indicator';
import { weightedMean } from './math/windows';

export default defineIndicator({
  name: 'wma',
  title: 'Linearly weighted moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Σ_{i=1..n} i·x_{t-n+i} / (n(n+1)/2).',
  source: 'textbook',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [weightedMean(x, n)],
});
