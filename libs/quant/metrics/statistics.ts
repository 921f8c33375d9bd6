/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? NaN;
  return total;
}

/** Variance of a sample (n − 1), in two passes; NaN below two values. */
export function sampleVariance(values: ArrayLike<number>): number {
  return values.length < 2 ? NaN : centralMoment(values, 2) * (values.length / (values.length - 1));
}

/** Mean of (x − mean)^order; NaN of nothing. */
export function centralMoment(values: ArrayLike<number>, order: 2 | 3 | 4): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += ((values[i] ?? NaN) - centre) ** order;
  return total / values.length;
}

/** Root mean square of the values below zero, the others counted as zero; NaN of nothing. */
export function downsideDeviation(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.min(values[i] ?? NaN, 0) ** 2;
  return Math.sqrt(total / values.length);
}

/** Geometric mean of growth, minus one; 0 when something lost everything (backtesting.py), NaN of nothing. */
export function geometricMean(returns: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < returns.length; i++) {
    const growth = 1 + (returns[i] ?? NaN);
    if (growth <= 0) return 0;
    total += Math.log(growth);
  }
  return Math.exp(total / returns.length) - 1;
}

/** Quantile with linear interpolation between order statistics (numpy's default); NaN of nothing. */
export function quantile(values: Float64Array, probability: number): number {
  const sorted = values.slice().sort();
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
