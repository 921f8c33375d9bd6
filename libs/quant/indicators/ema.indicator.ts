import { bars, defineIndicator, series } from './define-indicator';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'ema',
  title: 'Exponential moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'a = 2/(n+1). Seed: the mean of the first n defined values, at bar n-1; then a·x + (1-a)·ema[1].',
  source: 'textbook; seeds differ between platforms',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => [ema(x, n)],
});
