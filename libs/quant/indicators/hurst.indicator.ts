import { bars, defineIndicator } from './define-indicator';
import { at, logReturns, ratio } from './math/columns';
import { populationDeviation } from './math/statistics';
import { undefinedColumn, windowMean } from './math/windows';

export default defineIndicator({
  name: 'hurst',
  title: 'Hurst exponent',
  arguments: [bars('n', 100, 16)],
  outputs: ['value'],
  definition:
    'Rescaled range of the log returns of the last n bars: slope of log(R/S) on log(k) for k = n, n/2, ' +
    'n/4, n/8, R/S being the mean over the whole blocks of k returns. Not corrected (Anis-Lloyd): ' +
    '0.5-0.58 is random at n = 100.',
  source: 'Hurst 1951; Mandelbrot',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles: { close } }, n) => {
    const returns = logReturns(close);
    const sizes = [1, 2, 4, 8].map((parts) => Math.floor(n / parts));
    const ranges = sizes.map((size) => meanRescaledRange(returns, n, size));
    return [slopes(sizes.map(Math.log), ranges)];
  },
});

/** Mean R/S of the whole blocks of `size` of the last n returns; NaN where a block is constant. */
function meanRescaledRange(returns: Float64Array, n: number, size: number): Float64Array {
  const range = rescaledRange(returns, size);
  const blocks = Math.floor(n / size);
  const result = undefinedColumn(returns.length);
  for (let i = n - 1; i < returns.length; i++) {
    let sum = 0;
    for (let end = i - n + size; end <= i; end += size) sum += at(range, end);
    result[i] = sum / blocks;
  }
  return result;
}

/** R/S of the last `size` returns. */
function rescaledRange(returns: Float64Array, size: number): Float64Array {
  const means = windowMean(returns, size);
  const result = populationDeviation(returns, size);
  for (let i = size - 1; i < returns.length; i++) {
    const mean = at(means, i);
    let walk = 0;
    let top = 0;
    let bottom = 0;
    for (let k = i - size + 1; k <= i; k++) {
      walk += at(returns, k) - mean;
      if (walk > top) top = walk;
      if (walk < bottom) bottom = walk;
    }
    result[i] = ratio(top - bottom, at(result, i));
  }
  return result;
}

/** At each bar the slope of the least-squares line through the logarithms of the lines, one at each x. */
function slopes(x: number[], lines: Float64Array[]): Float64Array {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const squares = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const result = new Float64Array(lines[0]?.length ?? 0);
  lines.forEach((line, k) => {
    const weight = ((x[k] ?? NaN) - mean) / squares;
    for (let i = 0; i < result.length; i++) result[i] = at(result, i) + weight * Math.log(at(line, i));
  });
  return result;
}
