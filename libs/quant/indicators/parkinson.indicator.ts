import { bars, defineIndicator } from './define-indicator';
import { at, column } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'parkinson',
  title: 'Parkinson volatility',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: '√(mean_n(ln(H/L)²) / (4·ln 2))·√(bars per year).',
  source: 'Parkinson 1980',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles: { high, low }, periodsPerYear }, n) => {
    const squares = column(high.length, (i) => Math.log(at(high, i) / at(low, i)) ** 2);
    return [windowMean(squares, n).map((mean) => Math.sqrt((mean / (4 * Math.LN2)) * periodsPerYear))];
  },
});
