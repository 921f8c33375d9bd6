import { bars, defineIndicator, factor } from './define-indicator';
import { bands } from './math/columns';
import { averageTrueRange } from './math/prices';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'keltner',
  title: 'Keltner channel',
  arguments: [bars('n', 20), bars('a', 10), factor('m', 2)],
  outputs: ['upper', 'mid', 'lower'],
  definition: 'mid = ema(C, n); upper/lower = mid ± m·atr(a) (modern form; 1960: sma(hlc3, 10) ± sma(H-L, 10)).',
  source: 'Keltner 1960; Raschke',
  unit: 'price',
  firstValid: (n, a) => [Math.max(n - 1, a), n - 1, Math.max(n - 1, a)],
  compute: ({ candles }, n, a, m) => bands(ema(candles.close, n), averageTrueRange(candles, a), m),
});
