import { bars, defineIndicator, series } from './define-indicator';
import { efficiencyRatio } from './math/oscillators';

export default defineIndicator({
  name: 'er',
  title: 'Efficiency ratio',
  arguments: [series('x'), bars('n', 10)],
  outputs: ['value'],
  definition: '|x - x[n]| / Σ_n |x - x[1]|, 0 … 1; 0 when nothing moved.',
  source: 'Kaufman 1995',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: (_, x, n) => [efficiencyRatio(x, n)],
});
