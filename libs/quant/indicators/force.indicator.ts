import { bars, defineIndicator } from './define-indicator';
import { change, product } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'force',
  title: 'Force index',
  arguments: [bars('n', 13)],
  outputs: ['value'],
  definition: 'ema((C - C[1])·V, n).',
  source: 'Elder 1993',
  unit: 'volume',
  firstValid: (n) => n,
  compute: ({ candles: { close, volume } }, n) => [ema(product(change(close), volume), n)],
});
