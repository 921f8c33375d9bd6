import { bars, defineIndicator } from './define-indicator';
import { difference, midline, quotient, scaled } from './math/columns';
import { ema } from './math/smoothing';
import { windowHighest, windowLowest } from './math/windows';

export default defineIndicator({
  name: 'smi',
  title: 'Stochastic momentum index',
  arguments: [bars('n', 10), bars('a', 3), bars('b', 3)],
  outputs: ['value'],
  definition:
    'cm = C - (hh + ll)/2 with hh = highest(H, n), ll = lowest(L, n); 100·ema(ema(cm, a), b) / ' +
    '(0.5·ema(ema(hh - ll, a), b)).',
  source: 'Blau 1993',
  unit: 'ratio',
  firstValid: (n, a, b) => n + a + b - 3,
  compute: ({ candles: { high, low, close } }, n, a, b) => {
    const top = windowHighest(high, n);
    const bottom = windowLowest(low, n);
    const offset = ema(ema(difference(close, midline(top, bottom)), a), b);
    const range = ema(ema(difference(top, bottom), a), b);
    return [quotient(offset, scaled(range, 0.5), 100)];
  },
});
