import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { weightedMean } from './math/windows';

export default defineIndicator({
  name: 'hma',
  title: 'Hull moving average',
  arguments: [series('x'), bars('n', 16, 2)],
  outputs: ['value'],
  definition: 'wma(2·wma(x, floor(n/2)) - wma(x, n), round(√n)).',
  source: 'Hull 2005',
  unit: 'price',
  firstValid: (n) => n - 1 + Math.round(Math.sqrt(n)) - 1,
  compute: (_, x, n) => {
    const half = weightedMean(x, Math.floor(n / 2));
    const whole = weightedMean(x, n);
    for (let i = 0; i < x.length; i++) half[i] = 2 * at(half, i) - at(whole, i);
    return [weightedMean(half, Math.round(Math.sqrt(n)))];
  },
});
