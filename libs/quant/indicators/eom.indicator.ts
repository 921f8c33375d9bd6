import { bars, defineIndicator } from './define-indicator';
import { at, change, ratio } from './math/columns';
import { barRange, medianPrice } from './math/prices';
import { windowMean } from './math/windows';

const SCALE = 1e8;

export default defineIndicator({
  name: 'eom',
  title: 'Ease of movement',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: 'sma((hl2 - hl2[1]) / ((V/scale)/(H-L)), n), scale = 10^8; a bar without range counts 0.',
  source: 'Arms 1996',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles }, n) => {
    const ease = change(medianPrice(candles));
    const range = barRange(candles);
    for (let i = 0; i < ease.length; i++) ease[i] = at(ease, i) * ratio(at(range, i), at(candles.volume, i) / SCALE);
    return [windowMean(ease, n)];
  },
});
