import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { efficiencyRatio } from './math/oscillators';

export default defineIndicator({
  name: 'kama',
  title: 'Kaufman adaptive moving average',
  arguments: [series('x'), bars('n', 10), bars('f', 2), bars('s', 30)],
  outputs: ['value'],
  definition:
    'ER = |x - x[n]| / Σ_n |x - x[1]| (0 if nothing moved); sc = (ER·(2/(f+1) - 2/(s+1)) + 2/(s+1))²; ' +
    'kama = kama[1] + sc·(x - kama[1]). Seed: kama_{n-1} = x_{n-1}.',
  source: 'Kaufman 1995',
  unit: 'price',
  firstValid: (n) => n,
  compute: (_, x, n, f, s) => {
    const result = efficiencyRatio(x, n);
    const fastest = 2 / (f + 1);
    const slowest = 2 / (s + 1);
    let value = NaN;
    for (let i = 0; i < x.length; i++) {
      const efficiency = at(result, i);
      if (Number.isNaN(efficiency)) continue;
      const previous = Number.isNaN(value) ? at(x, i - 1) : value;
      const root = efficiency * (fastest - slowest) + slowest;
      value = previous + root * root * (at(x, i) - previous);
      result[i] = value;
    }
    return [result];
  },
});
