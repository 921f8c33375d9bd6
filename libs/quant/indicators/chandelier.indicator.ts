import { bars, defineIndicator, factor } from './define-indicator';
import { at, shifted } from './math/columns';
import { averageTrueRange } from './math/prices';
import { windowHighest, windowLowest } from './math/windows';

export default defineIndicator({
  name: 'chandelier',
  title: 'Chandelier exit',
  arguments: [bars('n', 22), factor('m', 3)],
  outputs: ['long', 'short', 'dir'],
  definition:
    'long = highest(H, n) - m·atr(n); short = lowest(L, n) + m·atr(n); dir = -1 when C < long[1], else +1 ' +
    'when C > short[1], else unchanged; it starts with +1.',
  source: 'LeBeau',
  unit: 'price',
  firstValid: (n) => n,
  compute: ({ candles }, n, m) => {
    const { high, low, close } = candles;
    const range = averageTrueRange(candles, n);
    const long = shifted(windowHighest(high, n), range, -m);
    const short = shifted(windowLowest(low, n), range, m);
    const direction = new Float64Array(close.length);
    let side = 1;
    for (let i = 0; i < close.length; i++) {
      if (at(close, i) < at(long, i - 1)) side = -1;
      else if (at(close, i) > at(short, i - 1)) side = 1;
      direction[i] = Number.isNaN(at(long, i)) ? NaN : side;
    }
    return [long, short, direction];
  },
});
