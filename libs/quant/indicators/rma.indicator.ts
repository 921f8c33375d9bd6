import { bars, defineIndicator, series } from './define-indicator';
import { rma } from './math/smoothing';

export default defineIndicator({
  name: 'rma',
  title: "Wilder's moving average",
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'a = 1/n. Seed: the mean of the first n defined values, at bar n-1; then (rma[1]·(n-1) + x) / n.',
  source: 'Wilder 1978',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [rma(x, n)],
});
