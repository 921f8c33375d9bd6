import { bars, defineIndicator, factor, series } from './define-indicator';
import { at, ratio, bands } from './math/columns';
import { populationDeviation } from './math/statistics';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'bb',
  title: 'Bollinger bands',
  arguments: [series('x'), bars('n', 20), factor('k', 2)],
  outputs: ['upper', 'mid', 'lower', 'pctB', 'width'],
  definition:
    'mid = sma(x, n); upper/lower = mid ± k·stdev(x, n) (population); pctB = (x - lower)/(upper - lower); ' +
    'width = (upper - lower)/mid.',
  source: 'Bollinger 1983/2001',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n, k) => {
    const [upper, middle, lower] = bands(windowMean(x, n), populationDeviation(x, n), k);
    const percentB = new Float64Array(x.length);
    const width = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) {
      const span = at(upper, i) - at(lower, i);
      percentB[i] = ratio(at(x, i) - at(lower, i), span);
      width[i] = ratio(span, at(middle, i));
    }
    return [upper, middle, lower, percentB, width];
  },
});
