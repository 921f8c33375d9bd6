import { bars, defineIndicator, series } from './define-indicator';
import { product, quotient } from './math/columns';
import { populationCovariance, populationDeviation } from './math/statistics';

export default defineIndicator({
  name: 'corr',
  title: 'Correlation',
  arguments: [series('x'), series('y'), bars('n', undefined, 2)],
  outputs: ['value'],
  definition: 'Pearson correlation of the last n pairs, -1 … 1; not defined where one side is constant.',
  source: 'textbook',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: (_, x, y, n) => {
    const deviations = product(populationDeviation(x, n), populationDeviation(y, n));
    return [quotient(populationCovariance(x, y, n), deviations)];
  },
});
