/** Value at bar i; NaN outside the column: before the first bar nothing is defined. */
export function at(x: Float64Array, i: number): number {
  // A negative index is looked up as a property name, which makes every later access slow.
  return i >= 0 ? (x[i] ?? NaN) : NaN;
}

/** A column computed bar by bar. */
export function column(length: number, valueAt: (i: number) => number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = valueAt(i);
  return result;
}

/** a / b; NaN where b is zero. */
export function ratio(a: number, b: number): number {
  return b === 0 ? NaN : a / b;
}

/** 0 or 1; NaN where one of the values the condition reads is not defined. */
export function flag(holds: boolean, ...reads: number[]): number {
  return reads.some(Number.isNaN) ? NaN : Number(holds);
}

/** x − x[n]. */
export function change(x: Float64Array, n = 1): Float64Array {
  return column(x.length, (i) => at(x, i) - at(x, i - n));
}

/** Change in percent over n bars: 100·(x / x[n] − 1). */
export function percentChange(x: Float64Array, n: number): Float64Array {
  return column(x.length, (i) => 100 * (ratio(at(x, i), at(x, i - n)) - 1));
}

/** Logarithmic return of each bar: ln(x / x[1]). */
export function logReturns(x: Float64Array): Float64Array {
  return column(x.length, (i) => Math.log(at(x, i) / at(x, i - 1)));
}

/** x[n]: the value n bars ago. */
export function delay(x: Float64Array, n: number): Float64Array {
  return column(x.length, (i) => at(x, i - n));
}

/** a − b, bar by bar. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return column(a.length, (i) => at(a, i) - at(b, i));
}

/** Half-way between two lines. */
export function midline(a: Float64Array, b: Float64Array): Float64Array {
  return column(a.length, (i) => (at(a, i) + at(b, i)) / 2);
}

/** Upper, middle and lower line: middle ± k·width. */
export function bands(
  middle: Float64Array,
  width: Float64Array,
  k: number,
): [Float64Array, Float64Array, Float64Array] {
  const shifted = (by: number): Float64Array => column(middle.length, (i) => at(middle, i) + by * at(width, i));
  return [shifted(k), middle, shifted(-k)];
}
