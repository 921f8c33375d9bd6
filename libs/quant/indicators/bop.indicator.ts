import { bars, defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'bop',
  title: 'Balance of power',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: 'sma((C-O)/(H-L), n); a bar without range counts 0.',
  source: 'Livshin 2001',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles: { open, high, low, close } }, n) => {
    const balance = new Float64Array(close.length);
    for (let i = 0; i < balance.length; i++) {
      const range = at(high, i) - at(low, i);
      balance[i] = range === 0 ? 0 : (at(close, i) - at(open, i)) / range;
    }
    return [windowMean(balance, n)];
  },
});
