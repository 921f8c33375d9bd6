import { bars, defineIndicator, series } from './define-indicator';
import { regressionEnd } from './math/statistics';

export default defineIndicator({
  name: 'lsma',
  title: 'Least squares moving average',
  arguments: [series('x'), bars('n', undefined, 2)],
  outputs: ['value'],
  definition:
    'Least squares of x on i = 0 … n-1 over the last n bars (n-1 is the current one): fitted value at the ' +
    'current bar, a + b(n-1).',
  source: 'textbook OLS',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [regressionEnd(x, n)],
});
