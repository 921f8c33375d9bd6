import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { populationDeviation } from './math/statistics';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'zscore',
  title: 'Z-score',
  arguments: [series('x'), bars('n', 20)],
  outputs: ['value'],
  definition: '(x - sma(x, n)) / stdev(x, n); 0 when the deviation is 0.',
  source: 'convention',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => {
    const mean = windowMean(x, n);
    const result = populationDeviation(x, n);
    for (let i = 0; i < x.length; i++) {
      const deviation = at(result, i);
      result[i] = deviation === 0 ? 0 : (at(x, i) - at(mean, i)) / deviation;
    }
    return [result];
  },
});
