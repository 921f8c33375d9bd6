import { bars, defineIndicator, factor, series } from './define-indicator';
import { at } from './math/columns';
import { forEachRun, undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  arguments: [series('x'), bars('n', 9), factor('off', 0.85, { min: 0, max: 1 }), factor('sig', 6)],
  outputs: ['value'],
  definition:
    'Weights w_i = exp(-(i-m)² / (2s²)), m = off·(n-1), s = n/sig, i = 0 the oldest … n-1 the newest; Σ ' +
    'w·x / Σ w.',
  source: 'Legoux & Kouzis-Loukas 2009',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: (_, x, n, off, sig) => {
    const weights = Float64Array.from({ length: n }, (_w, i) =>
      Math.exp(-((((i - off * (n - 1)) * sig) / n) ** 2) / 2),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const result = undefinedColumn(x.length);
    forEachRun(x, n, (from, to) => {
      for (let start = from; start + n <= to; start++) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += at(weights, i) * at(x, start + i);
        result[start + n - 1] = sum / total;
      }
    });
    return [result];
  },
});
