import { bars, defineIndicator, series } from './define-indicator';
import { populationDeviation } from './math/statistics';

export default defineIndicator({
  name: 'stdev',
  title: 'Standard deviation',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Population standard deviation of the last n values: √(Σ(x - mean)² / n), in two passes.',
  source: 'convention (TA-Lib, Bollinger)',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [populationDeviation(x, n)],
});
