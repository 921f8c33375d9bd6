import { bars, defineIndicator } from './define-indicator';
import { delay, quotient } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'rvol',
  title: 'Relative volume',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: 'V / sma(V, n)[1]: volume against the mean of the n bars before.',
  source: 'convention',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles: { volume } }, n) => [quotient(volume, delay(windowMean(volume, n), 1))],
});
