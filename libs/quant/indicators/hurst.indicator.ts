import { bars, defineIndicator } from './define-indicator';
import { at, logReturns, ratio } from './math/columns';
import { sumOfProducts } from './math/statistics';
import { overWindows } from './math/windows';

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
    const scale = sizes.map(Math.log);
    return [
      overWindows(returns, n, (from, to) =>
        slope(
          scale,
          sizes.map((size) => Math.log(meanRescaledRange(returns, from, to, size))),
        ),
      ),
    ];
  },
});

/** Mean R/S of the whole blocks of `size` returns in [from, to); NaN where a block is constant. */
function meanRescaledRange(returns: Float64Array, from: number, to: number, size: number): number {
  let sum = 0;
  let blocks = 0;
  for (let start = from; start + size <= to; start += size) {
    sum += rescaledRange(returns, start, start + size);
    blocks++;
  }
  return sum / blocks;
}

function rescaledRange(returns: Float64Array, from: number, to: number): number {
  const size = to - from;
  let mean = 0;
  for (let i = from; i < to; i++) mean += at(returns, i);
  mean /= size;
  let [walk, top, bottom] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    walk += at(returns, i) - mean;
    top = Math.max(top, walk);
    bottom = Math.min(bottom, walk);
  }
  return ratio(top - bottom, Math.sqrt(sumOfProducts(returns, returns, mean, mean, from, to) / size));
}

function slope(x: number[], y: number[]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const products = x.reduce((sum, value, i) => sum + (value - xMean) * ((y[i] ?? NaN) - yMean), 0);
  return products / x.reduce((sum, value) => sum + (value - xMean) ** 2, 0);
}
