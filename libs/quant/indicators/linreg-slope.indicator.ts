import { bars, defineIndicator, series } from './define-indicator';
import { regressionSlope } from './math/statistics';

export default defineIndicator({
  name: 'linregSlope',
  title: 'Linear regression slope',
  arguments: [series('x'), bars('n', undefined, 2)],
  outputs: ['value'],
  definition: 'Least squares of x on i = 0 … n-1 over the last n bars (n-1 is the current one): slope b per bar.',
  source: 'textbook OLS',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [regressionSlope(x, n)],
});
