import { bars, defineIndicator, factor } from './define-indicator';
import { at, bands } from './math/columns';
import { averageTrueRange, medianPrice } from './math/prices';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'supertrend',
  title: 'Supertrend',
  arguments: [bars('n', 10), factor('m', 3)],
  outputs: ['line', 'dir'],
  definition:
    'U = hl2 + m·atr(n), L = hl2 - m·atr(n); final U = U if U < final U[1] or C[1] > final U[1], else ' +
    'final U[1]; final L mirrored. dir turns -1 when C < final L, +1 when C > final U (bands of the same ' +
    'bar); line = final L if dir = +1, else final U. Start: dir = +1 if C >= hl2.',
  source: 'Seban; Wilder ATR',
  unit: 'price',
  firstValid: (n) => n,
  compute: ({ candles }, n, m) => {
    const { close } = candles;
    const [top, middle, bottom] = bands(medianPrice(candles), averageTrueRange(candles, n), m);
    const upper = trailingBand(top, close, -1);
    const lower = trailingBand(bottom, close, 1);
    const line = undefinedColumn(close.length);
    const direction = undefinedColumn(close.length);
    let side = 0;
    for (let i = 0; i < close.length; i++) {
      const price = at(close, i);
      if (Number.isNaN(at(upper, i))) continue;
      if (side === 0) side = price >= at(middle, i) ? 1 : -1;
      else if (price < at(lower, i)) side = -1;
      else if (price > at(upper, i)) side = 1;
      direction[i] = side;
      line[i] = side > 0 ? at(lower, i) : at(upper, i);
    }
    return [line, direction];
  },
});

/** A band that moves only towards the price (+1: up, -1: down) until the close before has broken it. */
function trailingBand(band: Float64Array, close: Float64Array, towards: 1 | -1): Float64Array {
  const result = new Float64Array(band.length);
  let level = NaN;
  for (let i = 0; i < band.length; i++) {
    const holds = towards * (at(band, i) - level) <= 0 && towards * (at(close, i - 1) - level) >= 0;
    if (!holds) level = at(band, i);
    result[i] = level;
  }
  return result;
}
