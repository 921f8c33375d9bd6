import { bars, defineIndicator } from './define-indicator';
import { quotient } from './math/columns';
import { barRange } from './math/prices';
import { ema } from './math/smoothing';
import { windowSum } from './math/windows';

export default defineIndicator({
  name: 'massindex',
  title: 'Mass index',
  arguments: [bars('e', 9), bars('n', 25)],
  outputs: ['value'],
  definition: 'r = H - L; Σ_n ema(r, e) / ema(ema(r, e), e).',
  source: 'Dorsey 1992',
  unit: 'ratio',
  firstValid: (e, n) => 2 * e + n - 3,
  compute: ({ candles }, e, n) => {
    const once = ema(barRange(candles), e);
    return [windowSum(quotient(once, ema(once, e)), n)];
  },
});
