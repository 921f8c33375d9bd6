import { bars, defineIndicator } from './define-indicator';
import { at, logReturns, ratio } from './math/columns';
import { sumOfProducts } from './math/statistics';
import { overWindows, windowMean } from './math/windows';

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
    const mean = windowMean(returns, n);
    const logs = close.map(Math.log);
    const freedom = q * (n - q + 1) * (1 - q / n);
    return [
      overWindows(returns, n, (from, to) => {
        const drift = at(mean, to - 1);
        const single = sumOfProducts(returns, returns, drift, drift, from, to) / (n - 1);
        let multiple = 0;
        for (let i = from + q - 1; i < to; i++) multiple += (at(logs, i) - at(logs, i - q) - q * drift) ** 2;
        return ratio(multiple, freedom * single);
      }),
    ];
  },
});
