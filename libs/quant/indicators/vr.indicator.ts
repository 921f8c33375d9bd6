import { bars, defineIndicator } from './define-indicator';
import { at, change, logReturns, ratio } from './math/columns';
import { populationVariance } from './math/statistics';
import { undefinedColumn, windowMean } from './math/windows';

export default defineIndicator({
  name: 'vr',
  title: 'Variance ratio',
  arguments: [bars('n', 250, 2), bars('q', 5)],
  outputs: ['value'],
  definition:
    'Variance of the overlapping q-bar log returns ÷ (q · variance of the 1-bar log returns) over the ' +
    'last n returns, both unbiased.',
  source: 'Lo & MacKinlay 1988',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles: { close } }, n, q) => {
    const returns = logReturns(close);
    const drift = windowMean(returns, n);
    const result = populationVariance(returns, n);
    const count = n - q + 1;
    if (count < 2) return [undefinedColumn(close.length)];
    const logs = new Float64Array(close.length);
    for (let i = 0; i < close.length; i++) logs[i] = Math.log(at(close, i));
    const longReturns = change(logs, q);
    const longDrift = windowMean(longReturns, count);
    const longVariance = populationVariance(longReturns, count);
    const freedom = (q * count * (1 - q / n) * n) / (n - 1);
    for (let i = 0; i < close.length; i++) {
      // Taken from the drift of all returns, not from their own: Σ(x − d)² = N·(variance + (mean − d)²).
      const offset = at(longDrift, i) - q * at(drift, i);
      result[i] = ratio(count * (at(longVariance, i) + offset * offset), freedom * at(result, i));
    }
    return [result];
  },
});
