import { at } from './columns';
import { ExactSum } from './exact-sum';
import { undefinedColumn } from './windows';

/**
 * Exponential smoothing: v = v[1] + weight·(x − v[1]), seeded with the mean of the first `seedLength` values that are
 * defined. In this form, unlike weight·x + (1 − weight)·v[1], a constant series stays exactly constant.
 */
export function exponential(x: Float64Array, seedLength: number, weight: number): Float64Array {
  const result = undefinedColumn(x.length);
  const seed = new ExactSum();
  let seen = 0;
  let value = NaN;
  for (let i = 0; i < x.length; i++) {
    const next = at(x, i);
    if (!Number.isFinite(next)) continue;
    if (++seen <= seedLength) seed.add(next);
    if (seen < seedLength) continue;
    value = seen === seedLength ? seed.dividedBy(seedLength) : value + weight * (next - value);
    result[i] = value;
  }
  return result;
}

/** Exponential moving average: weight 2/(n+1), seeded with the mean of the first n values. */
export function ema(x: Float64Array, n: number): Float64Array {
  return exponential(x, n, 2 / (n + 1));
}

/** Wilder's moving average: weight 1/n, seeded with the mean of the first n values. */
export function rma(x: Float64Array, n: number): Float64Array {
  return exponential(x, n, 1 / n);
}
