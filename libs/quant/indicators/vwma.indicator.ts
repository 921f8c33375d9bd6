import { bars, defineIndicator, series } from './define-indicator';
import { volumeWeightedMean } from './math/prices';

export default defineIndicator({
  name: 'vwma',
  title: 'Volume-weighted moving average',
  arguments: [series('x'), bars('n')],
  outputs: ['value'],
  definition: 'Σ_n x·V / Σ_n V; not defined without volume.',
  source: 'convention',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: ({ candles }, x, n) => [volumeWeightedMean(x, candles.volume, n)],
});
