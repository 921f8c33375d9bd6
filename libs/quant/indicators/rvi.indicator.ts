import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
import { gains, losses } from './math/oscillators';
import { rma } from './math/smoothing';
import { populationDeviation } from './math/statistics';

export default defineIndicator({
  name: 'rvi',
  title: 'Relative volatility index',
  arguments: [bars('n', 14), bars('s', 10)],
  outputs: ['value'],
  definition:
    'sd = stdev(C, s); u = sd if C > C[1], else 0; d = sd if C < C[1], else 0; 100·rma(u, n) / (rma(u, n) ' +
    '+ rma(d, n)) (1993 form on C).',
  source: 'Dorsey 1993',
  unit: 'ratio',
  firstValid: (n, s) => Math.max(s - 1, 1) + n - 1,
  compute: ({ candles: { close } }, n, s) => {
    const deviation = populationDeviation(close, s);
    const rises = gains(close).map(Math.sign);
    const falls = losses(close).map(Math.sign);
    const smoothed = (where: Float64Array): Float64Array =>
      rma(
        column(close.length, (i) => at(where, i) * at(deviation, i)),
        n,
      );
    const up = smoothed(rises);
    const down = smoothed(falls);
    return [column(close.length, (i) => 100 * ratio(at(up, i), at(up, i) + at(down, i)))];
  },
});
