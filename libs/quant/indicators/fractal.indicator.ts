import { bars, defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'fractal',
  title: 'Williams fractal',
  arguments: [bars('w', 2)],
  outputs: ['up', 'down'],
  definition:
    'Price of the last confirmed fractal: H[w] is one if it is above the highs of the w bars on both ' +
    'sides, so it is known w bars later; down likewise with the lows. Not defined before the first.',
  source: 'B. Williams 1995',
  unit: 'price',
  firstValid: (w) => 2 * w,
  compute: ({ candles: { high, low } }, w) => [lastFractal(high, w, 1), lastFractal(low, w, -1)],
});

/** The latest value that lies beyond the w values on both its sides: above them (sign 1) or below (−1). */
function lastFractal(x: Float64Array, w: number, sign: 1 | -1): Float64Array {
  const result = undefinedColumn(x.length);
  let price = NaN;
  for (let i = 2 * w; i < x.length; i++) {
    const peak = sign * at(x, i - w);
    let k = 1;
    while (k <= w && peak > sign * at(x, i - w - k) && peak > sign * at(x, i - w + k)) k++;
    if (k > w) price = sign * peak;
    result[i] = price;
  }
  return result;
}
