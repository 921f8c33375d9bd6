import { bars, defineIndicator, series } from './define-indicator';
import { relativeStrength } from './math/oscillators';

export default defineIndicator({
  name: 'rsi',
  title: 'Relative strength index',
  arguments: [series('x'), bars('n', 14)],
  outputs: ['value'],
  definition:
    'U = max(x - x[1], 0), D = max(x[1] - x, 0); 100 - 100 / (1 + rma(U, n) / rma(D, n)). 100 when only ' +
    'rma(D) is 0, 50 when both are.',
  source: 'Wilder 1978',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: (_, x, n) => [relativeStrength(x, n)],
});
