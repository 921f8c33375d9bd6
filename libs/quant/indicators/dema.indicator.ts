import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'dema',
  title: 'Double exponential moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: '2·ema - ema(ema).',
  source: 'Mulloy 1994',
  unit: 'price',
  firstValid: (n) => 2 * n - 2,
  compute: (_, x, n) => {
    const once = ema(x, n);
    const twice = ema(once, n);
    for (let i = 0; i < x.length; i++) twice[i] = 2 * at(once, i) - at(twice, i);
    return [twice];
  },
});
