import { bars, defineIndicator, series } from './define-indicator';
import { exponential } from './math/smoothing';

export default defineIndicator({
  name: 'emaFirst',
  title: 'Exponential moving average seeded with the first value',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'a = 2/(n+1). Seed: the first defined value; then a·x + (1-a)·ema[1]. No warm-up.',
  source: 'pandas ewm(span=n, adjust=False); Tulip',
  unit: 'price',
  firstValid: () => 0,
  compute: (_, x, n) => [exponential(x, 1, 2 / (n + 1))],
});
