import { bars, defineIndicator } from './define-indicator';
import { at, column } from './math/columns';

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
  compute: ({ candles: { high, low } }, w) => [
    lastFractal(high, w, (peak, other) => peak > other),
    lastFractal(low, w, (peak, other) => peak < other),
  ],
});

function lastFractal(x: Float64Array, w: number, beyond: (peak: number, other: number) => boolean): Float64Array {
  let price = NaN;
  return column(x.length, (i) => {
    const peak = at(x, i - w);
    let isFractal = i >= 2 * w;
    for (let k = 1; isFractal && k <= w; k++)
      isFractal = beyond(peak, at(x, i - w - k)) && beyond(peak, at(x, i - w + k));
    if (isFractal) price = peak;
    return price;
  });
}
