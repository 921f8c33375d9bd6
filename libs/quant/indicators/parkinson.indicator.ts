import { bars, defineIndicator } from './define-indicator';
import { at, roots, scaled } from './math/columns';
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
    const squares = new Float64Array(high.length);
    for (let i = 0; i < squares.length; i++) {
      const range = Math.log(at(high, i) / at(low, i));
      squares[i] = range * range;
    }
    return [roots(scaled(windowMean(squares, n), periodsPerYear / (4 * Math.LN2)))];
  },
});
