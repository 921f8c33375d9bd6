import { bars, defineIndicator, series } from './define-indicator';
import { at } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'mcginley',
  title: 'McGinley dynamic',
  arguments: [series('x'), bars('n', 14)],
  outputs: ['value'],
  definition: 'md = md[1] + (x - md[1]) / (0.6·n·(x/md[1])⁴). Seed: sma(x, n).',
  source: 'McGinley 1990',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n) => {
    const result = windowMean(x, n);
    let value = NaN;
    for (let i = 0; i < x.length; i++) {
      const seed = at(result, i);
      if (Number.isNaN(seed)) continue;
      const previous = value;
      const square = (at(x, i) / previous) * (at(x, i) / previous);
      value = Number.isNaN(previous) ? seed : previous + (at(x, i) - previous) / (0.6 * n * square * square);
      result[i] = value;
    }
    return [result];
  },
});
