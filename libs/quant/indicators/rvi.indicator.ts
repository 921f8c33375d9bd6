import { bars, defineIndicator } from './define-indicator';
import { at, share } from './math/columns';
import { rma } from './math/smoothing';
import { populationDeviation } from './math/statistics';
import { undefinedColumn } from './math/windows';

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
    const up = undefinedColumn(close.length);
    const down = undefinedColumn(close.length);
    for (let i = 1; i < close.length; i++) {
      const step = at(close, i) - at(close, i - 1);
      up[i] = Number(step > 0) * at(deviation, i);
      down[i] = Number(step < 0) * at(deviation, i);
    }
    return [share(rma(up, n), rma(down, n), 100)];
  },
});
