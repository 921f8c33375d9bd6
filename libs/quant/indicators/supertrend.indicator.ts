import { bars, defineIndicator, factor } from './define-indicator';
import { at } from './math/columns';
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
    const price = medianPrice(candles);
    const range = averageTrueRange(candles, n);
    const line = undefinedColumn(close.length);
    const direction = undefinedColumn(close.length);
    let state: { upper: number; lower: number; direction: number } | undefined;
    for (let i = n; i < close.length; i++) {
      const c = at(close, i);
      let upper = at(price, i) + m * at(range, i);
      let lower = at(price, i) - m * at(range, i);
      let side = c >= at(price, i) ? 1 : -1;
      if (state) {
        if (upper >= state.upper && at(close, i - 1) <= state.upper) upper = state.upper;
        if (lower <= state.lower && at(close, i - 1) >= state.lower) lower = state.lower;
        side = c < lower ? -1 : c > upper ? 1 : state.direction;
      }
      state = { upper, lower, direction: side };
      line[i] = side === 1 ? lower : upper;
      direction[i] = side;
    }
    return [line, direction];
  },
});
