import { bars, defineIndicator } from './define-indicator';
import { at, quotient } from './math/columns';
import { trueRange } from './math/prices';
import { undefinedColumn, windowSum } from './math/windows';

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
    const pressure = undefinedColumn(close.length);
    for (let i = 1; i < close.length; i++) {
      const trueLow = at(low, i) < at(close, i - 1) ? at(low, i) : at(close, i - 1);
      pressure[i] = at(close, i) - trueLow;
    }
    const range = trueRange(candles);
    const average = (n: number): Float64Array => quotient(windowSum(pressure, n), windowSum(range, n));
    const [fast, middle, slow] = [average(a), average(b), average(c)];
    for (let i = 0; i < close.length; i++) slow[i] = (100 * (4 * at(fast, i) + 2 * at(middle, i) + at(slow, i))) / 7;
    return [slow];
  },
});
