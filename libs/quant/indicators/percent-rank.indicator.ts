import { bars, defineIndicator, series } from './define-indicator';
import { percentRanks } from './math/statistics';

export default defineIndicator({
  name: 'percentRank',
  title: 'Percent rank',
  arguments: [series('x'), bars('n', 100)],
  outputs: ['value'],
  definition: '100 · (how many of the n previous values are strictly less than x) / n.',
  source: 'Connors 2012',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: (_, x, n) => [percentRanks(x, n)],
});
