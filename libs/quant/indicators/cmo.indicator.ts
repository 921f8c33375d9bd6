import { bars, defineIndicator, series } from './define-indicator';
import { at, ratio } from './math/columns';
import { gains, losses } from './math/oscillators';
import { windowSum } from './math/windows';

export default defineIndicator({
  name: 'cmo',
  title: 'Chande momentum oscillator',
  arguments: [series('x'), bars('n', 14)],
  outputs: ['value'],
  definition: '100·(ΣU - ΣD) / (ΣU + ΣD) with plain sums of the rises and falls of n bars (not smoothed as in TA-Lib).',
  source: 'Chande 1994',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: (_, x, n) => {
    const up = windowSum(gains(x), n);
    const down = windowSum(losses(x), n);
    for (let i = 0; i < x.length; i++) up[i] = 100 * ratio(at(up, i) - at(down, i), at(up, i) + at(down, i));
    return [up];
  },
});
