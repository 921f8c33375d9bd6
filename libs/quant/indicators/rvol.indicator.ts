import { bars, defineIndicator } from './define-indicator';
import { at, column, ratio } from './math/columns';
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
  compute: ({ candles: { volume } }, n) => {
    const mean = windowMean(volume, n);
    return [column(volume.length, (i) => ratio(at(volume, i), at(mean, i - 1)))];
  },
});
