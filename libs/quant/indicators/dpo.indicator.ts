import { bars, defineIndicator } from './define-indicator';
import { delay, difference } from './math/columns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'dpo',
  title: 'Detrended price oscillator',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition:
    'C[k] - sma(C, n), k = floor(n/2) + 1: the mean of now against the close k bars ago (the centred ' +
    'chart form looks ahead).',
  source: 'convention',
  unit: 'price',
  firstValid: (n) => Math.max(n - 1, Math.floor(n / 2) + 1),
  compute: ({ candles: { close } }, n) => [difference(delay(close, Math.floor(n / 2) + 1), windowMean(close, n))],
});
