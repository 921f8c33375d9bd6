import { bars, defineIndicator } from './define-indicator';
import { at, column } from './math/columns';
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
    const variances = column(close.length, (i) => {
      const range = Math.log(at(high, i) / at(low, i));
      const body = Math.log(at(close, i) / at(open, i));
      return 0.5 * range ** 2 - (2 * Math.LN2 - 1) * body ** 2;
    });
    return [windowMean(variances, n).map((mean) => Math.sqrt(mean * periodsPerYear))];
  },
});
