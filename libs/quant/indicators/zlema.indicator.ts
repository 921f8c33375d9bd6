import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'lag = floor((n-1)/2); ema(2·x - x[lag], n).',
  source: 'Ehlers & Way 2010',
  unit: 'price',
  firstValid: (n) => n - 1 + Math.floor((n - 1) / 2),
  compute: (_, x, n) => {
    const lag = Math.floor((n - 1) / 2);
    const ahead = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) ahead[i] = 2 * at(x, i) - at(x, i - lag);
    return [ema(ahead, n)];
  },
});
