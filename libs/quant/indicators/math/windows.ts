import { at } from './columns';
import { ExactSum } from './exact-sum';

/** Sum of the last n values. */
export function windowSum(x: Float64Array, n: number): Float64Array {
  return slidingSum(x, n, (sum) => sum.value);
}

/** Arithmetic mean of the last n values, rounded once. */
export function windowMean(x: Float64Array, n: number): Float64Array {
  return slidingSum(x, n, (sum) => sum.dividedBy(n));
}

/** Mean of the last n values with weights 1 … n, the newest heaviest. */
export function weightedMean(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  const weights = (n * (n + 1)) / 2;
  forEachRun(x, n, (from, to) => {
    const plain = new ExactSum();
    const weighted = new ExactSum();
    for (let i = from; i < to; i++) {
      const full = i - from >= n;
      if (full) weighted.subtractSum(plain);
      weighted.addMultiple(at(x, i), full ? n : i - from + 1);
      plain.add(at(x, i));
      if (full) plain.add(-at(x, i - n));
      if (i - from >= n - 1) result[i] = weighted.dividedBy(weights);
    }
  });
  return result;
}

/** Any function of the last n values: it is given the window [from, to) of each bar whose window is whole. */
export function overWindows(x: Float64Array, n: number, valueOf: (from: number, to: number) => number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    for (let i = from + n - 1; i < to; i++) result[i] = valueOf(i - n + 1, i + 1);
  });
  return result;
}

export function windowHighest(x: Float64Array, n: number): Float64Array {
  return overExtremes(x, n, 1, (best) => at(x, best));
}

export function windowLowest(x: Float64Array, n: number): Float64Array {
  return overExtremes(x, n, -1, (best) => at(x, best));
}

/** Bars since the highest of the last n values; the most recent one if there are several. */
export function barsSinceHighest(x: Float64Array, n: number): Float64Array {
  return overExtremes(x, n, 1, (best, i) => i - best);
}

/** Bars since the lowest of the last n values; the most recent one if there are several. */
export function barsSinceLowest(x: Float64Array, n: number): Float64Array {
  return overExtremes(x, n, -1, (best, i) => i - best);
}

export function undefinedColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}

function slidingSum(x: Float64Array, n: number, valueOf: (sum: ExactSum) => number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    const sum = new ExactSum();
    for (let i = from; i < to; i++) {
      sum.add(at(x, i));
      if (i - from >= n) sum.add(-at(x, i - n));
      if (i - from >= n - 1) result[i] = valueOf(sum);
    }
  });
  return result;
}

/** Sliding extreme with a monotonic queue of bar numbers: each bar enters and leaves once. */
function overExtremes(
  x: Float64Array,
  n: number,
  sign: 1 | -1,
  valueOf: (best: number, i: number) => number,
): Float64Array {
  const result = undefinedColumn(x.length);
  const queue = new Int32Array(x.length);
  forEachRun(x, n, (from, to) => {
    let head = 0;
    let tail = 0;
    for (let i = from; i < to; i++) {
      while (tail > head && sign * at(x, i) >= sign * at(x, queue[tail - 1] ?? i)) tail--;
      queue[tail++] = i;
      if ((queue[head] ?? i) <= i - n) head++;
      if (i - from >= n - 1) result[i] = valueOf(queue[head] ?? i, i);
    }
  });
  return result;
}

/** Calls `run` for each longest stretch [from, to) of finite values that holds at least n of them. */
function forEachRun(x: Float64Array, n: number, run: (from: number, to: number) => void): void {
  let from = 0;
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && Number.isFinite(x[i])) continue;
    if (i - from >= n) run(from, i);
    from = i + 1;
  }
}
