import { bars, defineIndicator, factor } from './define-indicator';
import { at, bands, column } from './math/columns';
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
    const range = averageTrueRange(candles, n);
    const [, , long] = bands(windowHighest(candles.high, n), range, m);
    const [short] = bands(windowLowest(candles.low, n), range, m);
    let side = 1;
    const direction = column(range.length, (i) => {
      if (Number.isNaN(at(long, i))) return NaN;
      if (at(candles.close, i) < at(long, i - 1)) side = -1;
      else if (at(candles.close, i) > at(short, i - 1)) side = 1;
      return side;
    });
    return [long, short, direction];
  },
});
