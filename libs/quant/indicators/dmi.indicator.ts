import { bars, defineIndicator } from './define-indicator';
import { at, change, column, delay, difference, ratio } from './math/columns';
import { averageTrueRange } from './math/prices';
import { rma } from './math/smoothing';

export default defineIndicator({
  name: 'dmi',
  title: 'Directional movement index',
  arguments: [bars('n', 14)],
  outputs: ['plus', 'minus', 'adx'],
  definition:
    'up = H - H[1], dn = L[1] - L; +DM = up if up > dn and up > 0, else 0; -DM likewise. S(x) = sum of ' +
    'the first n, then S[1] - S[1]/n + x; ±DI = 100·S(±DM)/S(TR); DX = 100·|+DI - -DI| / (+DI + -DI), 0 ' +
    'if both are 0; ADX = mean of the first n DX, then rma.',
  source: 'Wilder 1978',
  unit: 'ratio',
  firstValid: (n) => [n, n, 2 * n - 1],
  compute: ({ candles }, n) => {
    const { high, low } = candles;
    const up = change(high);
    const down = difference(delay(low, 1), low);
    // S(x) is n·rma(x), and the n cancels.
    const range = averageTrueRange(candles, n);
    const indicator = (a: Float64Array, b: Float64Array): Float64Array => {
      const smoothed = rma(directionalMoves(a, b), n);
      return column(high.length, (i) => 100 * ratio(at(smoothed, i), at(range, i)));
    };
    const plus = indicator(up, down);
    const minus = indicator(down, up);
    const index = column(high.length, (i) => {
      const total = at(plus, i) + at(minus, i);
      return total === 0 ? 0 : (100 * Math.abs(at(plus, i) - at(minus, i))) / total;
    });
    return [plus, minus, rma(index, n)];
  },
});

/** The move of one side where it beats the other side's, else 0. */
function directionalMoves(move: Float64Array, opposite: Float64Array): Float64Array {
  return column(move.length, (i) => {
    if (Number.isNaN(at(move, i))) return NaN;
    return at(move, i) > at(opposite, i) && at(move, i) > 0 ? at(move, i) : 0;
  });
}
