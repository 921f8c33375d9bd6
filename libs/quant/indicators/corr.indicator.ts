import { bars, defineIndicator, series } from './define-indicator';
import { at, ratio } from './math/columns';
import { populationDeviation, sumOfProducts } from './math/statistics';
import { overWindows, windowMean } from './math/windows';

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
    const xMean = windowMean(x, n);
    const yMean = windowMean(y, n);
    const xDeviation = populationDeviation(x, n);
    const yDeviation = populationDeviation(y, n);
    return [
      overWindows(x, n, (from, to) => {
        const t = to - 1;
        const covariance = sumOfProducts(x, y, at(xMean, t), at(yMean, t), from, to) / n;
        return ratio(covariance, at(xDeviation, t) * at(yDeviation, t));
      }),
    ];
  },
});
