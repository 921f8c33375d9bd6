import { bars, defineIndicator, series } from './define-indicator';
import { percentChange } from './math/columns';

export default defineIndicator({
  name: 'roc',
  title: 'Rate of change',
  arguments: [series('x'), bars('n', 10)],
  outputs: ['value'],
  definition: '100·(x / x[n] - 1), in percent.',
  source: 'textbook',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: (_, x, n) => [percentChange(x, n)],
});
