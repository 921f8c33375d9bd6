import { at, difference, roots } from './columns';
import { forEachRun, undefinedColumn, windowMean } from './windows';

/** Population standard deviation of the last n values; exactly zero for a constant window. */
export function populationDeviation(x: Float64Array, n: number): Float64Array {
  return roots(populationVariance(x, n));
}

/**
 * Mean square of the deviations of the last n values from their mean. As for `windowHighest` a window is the tail of one
 * block of n bars and the head of the next. Deviations are taken from the first value of the head, which is in every
 * window of its block: no more than a factor n of the precision is lost where they are made those from the mean, and a
 * constant window gives exactly zero.
 */
export function populationVariance(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    const tails = new Float64Array(n + 1);
    const squareTails = new Float64Array(n + 1);
    for (let start = from; start < to; start += n) {
      const origin = at(x, start);
      let sum = 0;
      let squares = 0;
      for (let i = start - 1; i > start - n && i >= from; i--) {
        const value = at(x, i) - origin;
        sum += value;
        squares += value * value;
        tails[i - start + n] = sum;
        squareTails[i - start + n] = squares;
      }
      sum = 0;
      squares = 0;
      const end = Math.min(start + n, to);
      for (let i = start; i < end; i++) {
        const value = at(x, i) - origin;
        sum += value;
        squares += value * value;
        if (i - from < n - 1) continue;
        const mean = (sum + at(tails, i - start + 1)) / n;
        const variance = (squares + at(squareTails, i - start + 1)) / n - mean * mean;
        result[i] = variance < 0 ? 0 : variance;
      }
    }
  });
  return result;
}

/** Mean product of the deviations of x and y from their means over the last n values, computed as the variance is. */
export function populationCovariance(x: Float64Array, y: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(difference(x, y), n, (from, to) => {
    const xTails = new Float64Array(n + 1);
    const yTails = new Float64Array(n + 1);
    const productTails = new Float64Array(n + 1);
    for (let start = from; start < to; start += n) {
      const xOrigin = at(x, start);
      const yOrigin = at(y, start);
      let xSum = 0;
      let ySum = 0;
      let products = 0;
      for (let i = start - 1; i > start - n && i >= from; i--) {
        const a = at(x, i) - xOrigin;
        const b = at(y, i) - yOrigin;
        xSum += a;
        ySum += b;
        products += a * b;
        xTails[i - start + n] = xSum;
        yTails[i - start + n] = ySum;
        productTails[i - start + n] = products;
      }
      xSum = 0;
      ySum = 0;
      products = 0;
      const end = Math.min(start + n, to);
      for (let i = start; i < end; i++) {
        const a = at(x, i) - xOrigin;
        const b = at(y, i) - yOrigin;
        xSum += a;
        ySum += b;
        products += a * b;
        if (i - from < n - 1) continue;
        const k = i - start + 1;
        const means = ((xSum + at(xTails, k)) / n) * ((ySum + at(yTails, k)) / n);
        result[i] = (products + at(productTails, k)) / n - means;
      }
    }
  });
  return result;
}

/** Mean absolute deviation of the last n values from their own mean. */
export function meanAbsoluteDeviation(x: Float64Array, n: number): Float64Array {
  const mean = windowMean(x, n);
  const result = mean.slice();
  for (let end = n; end <= x.length; end++) {
    const centre = at(mean, end - 1);
    // Two sums, for an addition waits for the one before.
    let even = 0;
    let odd = 0;
    let i = end - n;
    for (; i + 1 < end; i += 2) {
      even += Math.abs(at(x, i) - centre);
      odd += Math.abs(at(x, i + 1) - centre);
    }
    if (i < end) even += Math.abs(at(x, i) - centre);
    result[end - 1] = (even + odd) / n;
  }
  return result;
}

/** Slope per bar of the least-squares line through the last n values; in blocks, as the covariance. */
export function regressionSlope(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  const middle = (n - 1) / 2;
  const squares = (n * (n * n - 1)) / 12;
  forEachRun(x, n, (from, to) => {
    // Sums of the values, and of the values times their place in the window.
    const tails = new Float64Array(n + 1);
    const placedTails = new Float64Array(n + 1);
    for (let start = from; start < to; start += n) {
      const origin = at(x, start);
      let sum = 0;
      let placed = 0;
      for (let i = start - 1; i > start - n && i >= from; i--) {
        placed += sum;
        sum += at(x, i) - origin;
        tails[i - start + n] = sum;
        placedTails[i - start + n] = placed;
      }
      sum = 0;
      placed = 0;
      const end = Math.min(start + n, to);
      for (let i = start; i < end; i++) {
        const value = at(x, i) - origin;
        sum += value;
        placed += (i - start) * value;
        if (i - from < n - 1) continue;
        const k = i - start + 1;
        const total = placed + (n - k) * sum + at(placedTails, k);
        result[i] = (total - middle * (sum + at(tails, k))) / squares;
      }
    }
  });
  return result;
}

/** Value of that line at the current bar. */
export function regressionEnd(x: Float64Array, n: number): Float64Array {
  const end = regressionSlope(x, n);
  const mean = windowMean(x, n);
  for (let i = 0; i < x.length; i++) end[i] = at(mean, i) + (at(end, i) * (n - 1)) / 2;
  return end;
}

/** How many of the n previous values are strictly less than the current one, in percent. */
export function percentRanks(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n + 1, (from, to) => {
    const sorted = x.slice(from, from + n).sort();
    for (let t = from + n; t < to; t++) {
      const current = at(x, t);
      const below = countBelow(sorted, current);
      result[t] = (100 * below) / n;
      // The current value takes the place of the oldest, and those between move up by one.
      let place = countBelow(sorted, at(x, t - n));
      for (; place + 1 < below; place++) sorted[place] = at(sorted, place + 1);
      for (; place > below; place--) sorted[place] = at(sorted, place - 1);
      sorted[place] = current;
    }
  });
  return result;
}

/** How many of the sorted values are less than `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
