import { at } from './columns';
import { ExactSum } from './exact-sum';

/** Sum of the last n values. */
export function windowSum(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    const sum = new ExactSum();
    for (let i = from; i < to; i++) {
      sum.slide(at(x, i), i - from >= n ? at(x, i - n) : 0);
      if (i - from >= n - 1) result[i] = sum.value;
    }
  });
  return result;
}

/** Arithmetic mean of the last n values, rounded once. */
export function windowMean(x: Float64Array, n: number): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    const sum = new ExactSum();
    for (let i = from; i < to; i++) {
      sum.slide(at(x, i), i - from >= n ? at(x, i - n) : 0);
      if (i - from >= n - 1) result[i] = sum.dividedBy(n);
    }
  });
  return result;
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
      plain.slide(at(x, i), full ? at(x, i - n) : 0);
      if (i - from >= n - 1) result[i] = weighted.dividedBy(weights);
    }
  });
  return result;
}

export function windowHighest(x: Float64Array, n: number): Float64Array {
  return windowExtreme(x, n, 1);
}

export function windowLowest(x: Float64Array, n: number): Float64Array {
  return windowExtreme(x, n, -1);
}

/** Bars since the highest of the last n values; the most recent one if there are several. */
export function barsSinceHighest(x: Float64Array, n: number): Float64Array {
  return ageOfExtreme(x, n, 1);
}

/** Bars since the lowest of the last n values; the most recent one if there are several. */
export function barsSinceLowest(x: Float64Array, n: number): Float64Array {
  return ageOfExtreme(x, n, -1);
}

export function undefinedColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}

/**
 * Highest (sign 1) or lowest (−1) of the last n values. In blocks of n bars a window is the tail of one block and the head
 * of the next, whose extremes are carried along: three comparisons a bar, whatever n (van Herk 1992; Gil & Werman 1993).
 */
function windowExtreme(x: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const result = undefinedColumn(x.length);
  forEachRun(x, n, (from, to) => {
    /** Extremes of the block before from its k-th bar on; nothing is left of it at n. */
    const tails = new Float64Array(n + 1).fill(-Infinity);
    for (let start = from; start < to; start += n) {
      const end = Math.min(start + n, to);
      let head = -Infinity;
      for (let i = start; i < end; i++) {
        head = larger(head, sign * at(x, i));
        if (i - from >= n - 1) result[i] = sign * larger(head, at(tails, i - start + 1));
      }
      let tail = -Infinity;
      for (let i = end - 1; i > start; i--) {
        tail = larger(tail, sign * at(x, i));
        tails[i - start] = tail;
      }
    }
  });
  return result;
}

/** Of two numbers that are defined; `Math.max`, which asks for NaN and the sign of zero, takes three times as long. */
function larger(a: number, b: number): number {
  return a > b ? a : b;
}

/** Sliding extreme with a monotonic queue of bar numbers: each bar enters and leaves once. */
function ageOfExtreme(x: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const result = undefinedColumn(x.length);
  const queue = new Int32Array(x.length);
  forEachRun(x, n, (from, to) => {
    let head = 0;
    let tail = 0;
    for (let i = from; i < to; i++) {
      const value = sign * at(x, i);
      while (tail > head && value >= sign * at(x, queue[tail - 1] ?? i)) tail--;
      queue[tail++] = i;
      if ((queue[head] ?? i) <= i - n) head++;
      if (i - from >= n - 1) result[i] = i - (queue[head] ?? i);
    }
  });
  return result;
}

/** Calls `run` for each longest stretch [from, to) of finite values that holds at least n of them. */
export function forEachRun(x: Float64Array, n: number, run: (from: number, to: number) => void): void {
  let from = 0;
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && Number.isFinite(x[i])) continue;
    if (i - from >= n) run(from, i);
    from = i + 1;
  }
}
