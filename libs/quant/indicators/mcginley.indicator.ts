import { bars, defineIndicator, series } from './define-indicator';
import { at, column } from './math/columns';
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
    const seeds = windowMean(x, n);
    let value = NaN;
    return [
      column(x.length, (i) => {
        if (Number.isNaN(at(seeds, i))) return NaN;
        const previous = value;
        value = Number.isNaN(previous)
          ? at(seeds, i)
          : previous + (at(x, i) - previous) / (0.6 * n * (at(x, i) / previous) ** 4);
        return value;
      }),
    ];
  },
});
