import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'tema',
  title: 'Triple exponential moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: '3·e1 - 3·e2 + e3 with e1 = ema(x), e2 = ema(e1), e3 = ema(e2).',
  source: 'Mulloy 1994',
  unit: 'price',
  firstValid: (n) => 3 * n - 3,
  compute: (_, x, n) => {
    const once = ema(x, n);
    const twice = ema(once, n);
    const thrice = ema(twice, n);
    for (let i = 0; i < x.length; i++) thrice[i] = 3 * at(once, i) - 3 * at(twice, i) + at(thrice, i);
    return [thrice];
  },
});
