import { bars, defineIndicator, factor, series } from './define-indicator';
import { at } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 't3',
  title: 'Tillson T3',
  arguments: [series('x'), bars('n', 5), factor('v', 0.7)],
  outputs: ['value'],
  definition:
    'Six nested EMAs e1 … e6: c1·e6 + c2·e5 + c3·e4 + c4·e3 with c1 = -v³, c2 = 3v² + 3v³, c3 = -6v² - 3v ' +
    '- 3v³, c4 = 1 + 3v + v³ + 3v².',
  source: 'Tillson 1998',
  unit: 'price',
  firstValid: (n) => 6 * n - 6,
  compute: (_, x, n, v) => {
    const third = ema(ema(ema(x, n), n), n);
    const fourth = ema(third, n);
    const fifth = ema(fourth, n);
    const sixth = ema(fifth, n);
    const c1 = -(v ** 3);
    const c2 = 3 * v ** 2 + 3 * v ** 3;
    const c3 = -6 * v ** 2 - 3 * v - 3 * v ** 3;
    const c4 = 1 + 3 * v + v ** 3 + 3 * v ** 2;
    for (let i = 0; i < x.length; i++) {
      sixth[i] = c1 * at(sixth, i) + c2 * at(fifth, i) + c3 * at(fourth, i) + c4 * at(third, i);
    }
    return [sixth];
  },
});
