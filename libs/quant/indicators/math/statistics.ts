import { at, column } from './columns';
import { overWindows, windowMean } from './windows';

/** Population standard deviation of the last n values, in two passes: exactly zero for a constant window. */
export function populationDeviation(x: Float64Array, n: number): Float64Array {
  const mean = windowMean(x, n);
  return overWindows(x, n, (from, to) =>
    Math.sqrt(sumOfProducts(x, x, at(mean, to - 1), at(mean, to - 1), from, to) / n),
  );
}

/** Mean absolute deviation of the last n values from their own mean. */
export function meanAbsoluteDeviation(x: Float64Array, n: number): Float64Array {
  const mean = windowMean(x, n);
  return overWindows(x, n, (from, to) => {
    const centre = at(mean, to - 1);
    let sum = 0;
    for (let i = from; i < to; i++) sum += Math.abs(at(x, i) - centre);
    return sum / n;
  });
}

/** Σ (x − xMean)·(y − yMean) over the bars [from, to). */
export function sumOfProducts(
  x: Float64Array,
  y: Float64Array,
  xMean: number,
  yMean: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (at(x, i) - xMean) * (at(y, i) - yMean);
  return sum;
}

/** Slope per bar of the least-squares line through the last n values. */
export function regressionSlope(x: Float64Array, n: number): Float64Array {
  const mean = windowMean(x, n);
  const middle = (n - 1) / 2;
  const squares = (n * (n * n - 1)) / 12;
  return overWindows(x, n, (from, to) => {
    const centre = at(mean, to - 1);
    let products = 0;
    for (let i = from; i < to; i++) products += (i - from - middle) * (at(x, i) - centre);
    return products / squares;
  });
}

/** Value of that line at the current bar. */
export function regressionEnd(x: Float64Array, n: number): Float64Array {
  const mean = windowMean(x, n);
  const slope = regressionSlope(x, n);
  return column(x.length, (i) => at(mean, i) + (at(slope, i) * (n - 1)) / 2);
}

/** How many of the n previous values are strictly less than the current one, in percent. */
export function percentRanks(x: Float64Array, n: number): Float64Array {
  return overWindows(x, n + 1, (from, to) => {
    const current = at(x, to - 1);
    let below = 0;
    for (let i = from; i < to - 1; i++) if (at(x, i) < current) below++;
    return (100 * below) / n;
  });
}
