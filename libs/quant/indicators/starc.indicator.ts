import { bars, defineIndicator, factor } from './define-indicator';
import { bands } from './math/columns';
import { averageTrueRange } from './math/prices';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'starc',
  title: 'STARC bands',
  arguments: [bars('n', 6), bars('a', 15), factor('m', 2)],
  outputs: ['upper', 'mid', 'lower'],
  definition: 'sma(C, n) ± m·atr(a).',
  source: 'Stoller',
  unit: 'price',
  firstValid: (n, a) => [Math.max(n - 1, a), n - 1, Math.max(n - 1, a)],
  compute: ({ candles }, n, a, m) => bands(windowMean(candles.close, n), averageTrueRange(candles, a), m),
});
