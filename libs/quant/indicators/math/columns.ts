/** Value at bar i; NaN outside the column: before the first bar nothing is defined. */
export function at(x: Float64Array, i: number): number {
  // A negative index is looked up as a property name, which makes every later access slow.
  return i >= 0 ? (x[i] ?? NaN) : NaN;
}

/** a / b; NaN where b is zero. */
export function ratio(a: number, b: number): number {
  return b === 0 ? NaN : a / b;
}

/** x − x[n]. */
export function change(x: Float64Array, n = 1): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = at(x, i) - at(x, i - n);
  return result;
}

/** Change in percent over n bars: 100·(x / x[n] − 1). */
export function percentChange(x: Float64Array, n: number): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = 100 * (ratio(at(x, i), at(x, i - n)) - 1);
  return result;
}

/** Logarithmic return of each bar: ln(x / x[1]). */
export function logReturns(x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = Math.log(at(x, i) / at(x, i - 1));
  return result;
}

/** x[n]: the value n bars ago. */
export function delay(x: Float64Array, n: number): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = at(x, i - n);
  return result;
}

/** |x|. */
export function magnitudes(x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = Math.abs(at(x, i));
  return result;
}

/** √x. */
export function roots(x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = Math.sqrt(at(x, i));
  return result;
}

/** k·x. */
export function scaled(x: Float64Array, k: number): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = k * at(x, i);
  return result;
}

/** a − b, bar by bar. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = at(a, i) - at(b, i);
  return result;
}

/** a·b, bar by bar. */
export function product(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = at(a, i) * at(b, i);
  return result;
}

/** k·a / b, bar by bar; NaN where b is zero. */
export function quotient(a: Float64Array, b: Float64Array, k = 1): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = k * ratio(at(a, i), at(b, i));
  return result;
}

/** k·a / (a + b), bar by bar: the share of a in both; NaN where they add up to zero. */
export function share(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = k * ratio(at(a, i), at(a, i) + at(b, i));
  return result;
}

/** Half-way between two lines. */
export function midline(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = (at(a, i) + at(b, i)) / 2;
  return result;
}

/** a + k·b, bar by bar. */
export function shifted(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = at(a, i) + k * at(b, i);
  return result;
}

/** Upper, middle and lower line: middle ± k·width. */
export function bands(
  middle: Float64Array,
  width: Float64Array,
  k: number,
): [Float64Array, Float64Array, Float64Array] {
  return [shifted(middle, width, k), middle, shifted(middle, width, -k)];
}
