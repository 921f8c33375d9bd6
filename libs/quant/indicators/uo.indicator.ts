import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
import { trueRange } from './math/prices';
import { windowSum } from './math/windows';

export default defineIndicator({
  name: 'uo',
  title: 'Ultimate oscillator',
  arguments: [bars('a', 7), bars('b', 14), bars('c', 28)],
  outputs: ['value'],
  definition: 'bp = C - min(L, C[1]); A_n = Σ_n bp / Σ_n tr; 100·(4·A_a + 2·A_b + A_c) / 7.',
  source: 'L. Williams 1985',
  unit: 'ratio',
  firstValid: (a, b, c) => Math.max(a, b, c),
  compute: ({ candles }, a, b, c) => {
    const { low, close } = candles;
    const pressure = column(close.length, (i) => at(close, i) - Math.min(at(low, i), at(close, i - 1)));
    const range = trueRange(candles);
    const average = (n: number): Float64Array => {
      const bought = windowSum(pressure, n);
      const travelled = windowSum(range, n);
      return column(close.length, (i) => ratio(at(bought, i), at(travelled, i)));
    };
    const [fast, middle, slow] = [average(a), average(b), average(c)];
    return [column(close.length, (i) => (100 * (4 * at(fast, i) + 2 * at(middle, i) + at(slow, i))) / 7)];
  },
});
