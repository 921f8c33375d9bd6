import { bars, defineIndicator, series } from './define-indicator';
import { percentChange } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'trix',
  title: 'TRIX',
  arguments: [series('x'), bars('n', 15)],
  outputs: ['value'],
  definition: '100·(e3 / e3[1] - 1), e3 = triple EMA of x itself (Hutson uses its logarithm).',
  source: 'Hutson 1983',
  unit: 'ratio',
  firstValid: (n) => 3 * n - 2,
  compute: (_, x, n) => [percentChange(ema(ema(ema(x, n), n), n), 1)],
});
