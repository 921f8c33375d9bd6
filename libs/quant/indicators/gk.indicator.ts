import { bars, defineIndicator } from './define-indicator';
import { at, roots, scaled } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'gk',
  title: 'Garman-Klass volatility',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: '√(mean_n(0.5·ln(H/L)² - (2·ln 2 - 1)·ln(C/O)²))·√(bars per year).',
  source: 'Garman & Klass 1980',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles: { open, high, low, close }, periodsPerYear }, n) => {
    const variances = new Float64Array(close.length);
    for (let i = 0; i < variances.length; i++) {
      const range = Math.log(at(high, i) / at(low, i));
      const body = Math.log(at(close, i) / at(open, i));
      variances[i] = 0.5 * range * range - (2 * Math.LN2 - 1) * body * body;
    }
    return [roots(scaled(windowMean(variances, n), periodsPerYear))];
  },
});
