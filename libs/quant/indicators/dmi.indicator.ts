import { bars, defineIndicator } from './define-indicator';
import { at, change, quotient, scaled } from './math/columns';
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
    const down = scaled(change(low), -1);
    // S(x) is n·rma(x), and the n cancels.
    const range = averageTrueRange(candles, n);
    const plus = quotient(rma(directionalMoves(up, down), n), range, 100);
    const minus = quotient(rma(directionalMoves(down, up), n), range, 100);
    const index = new Float64Array(high.length);
    for (let i = 0; i < index.length; i++) {
      const total = at(plus, i) + at(minus, i);
      index[i] = total === 0 ? 0 : (100 * Math.abs(at(plus, i) - at(minus, i))) / total;
    }
    return [plus, minus, rma(index, n)];
  },
});

/** The move of one side where it beats the other side's, else 0. */
function directionalMoves(move: Float64Array, opposite: Float64Array): Float64Array {
  const result = new Float64Array(move.length);
  for (let i = 0; i < move.length; i++) {
    const own = at(move, i);
    result[i] = (own > at(opposite, i) && own > 0) || Number.isNaN(own) ? own : 0;
  }
  return result;
}
