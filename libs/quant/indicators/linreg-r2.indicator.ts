import { bars, defineIndicator, series } from './define-indicator';
import { at, ratio } from './math/columns';
import { populationVariance, regressionSlope } from './math/statistics';

export default defineIndicator({
  name: 'linregR2',
  title: 'Linear regression R²',
  arguments: [series('x'), bars('n', undefined, 2)],
  outputs: ['value'],
  definition:
    'Least squares of x on i = 0 … n-1 over the last n bars (n-1 is the current one): share of the ' +
    'variance the line explains, 0 … 1; not defined for a constant window.',
  source: 'textbook OLS',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => {
    const slope = regressionSlope(x, n);
    const result = populationVariance(x, n);
    const squaresOfBars = (n * (n * n - 1)) / 12;
    for (let i = 0; i < x.length; i++)
      result[i] = ratio(at(slope, i) * at(slope, i) * squaresOfBars, n * at(result, i));
    return [result];
  },
});
