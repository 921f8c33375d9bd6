import { bars, defineIndicator } from './define-indicator';
import { typicalPrice, volumeWeightedMean } from './math/prices';

export default defineIndicator({
  name: 'vwapR',
  title: 'Rolling volume-weighted average price',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: 'Σ_n hlc3·V / Σ_n V.',
  source: 'convention',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: ({ candles }, n) => [volumeWeightedMean(typicalPrice(candles), candles.volume, n)],
});
