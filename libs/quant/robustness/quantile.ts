/** The q-quantile of ascending numbers, interpolated linearly between ranks as numpy does (Hyndman & Fan type 7). */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number, length = sorted.length): number {
  const position = q * (length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, length - 1)] ?? NaN;
  return low + (position - below) * (high - low);
}

/**
 * The same of the first `length` numbers in any order, none of them NaN: only the smallest ones, as far as they matter,
 * are put in order. For few numbers and a small q; shuffles `values`.
 */
export function lowQuantile(values: Float64Array, q: number, length: number): number {
  const needed = Math.min(length, Math.floor(q * (length - 1)) + 2);
  const last = needed - 1;
  for (let i = 1; i < length; i++) {
    const value = values[i] ?? NaN;
    if (i > last && value >= (values[last] ?? NaN)) continue;
    let slot = i < last ? i : last;
    for (; slot > 0; slot--) {
      const below = values[slot - 1] ?? NaN;
      if (below <= value) break;
      values[slot] = below;
    }
    values[slot] = value;
  }
  return quantileOfSorted(values, q, length);
}
