import { bars, defineIndicator } from './define-indicator';
import { moneyFlowMultiplier, volumeWeightedMean } from './math/prices';

export default defineIndicator({
  name: 'cmf',
  title: 'Chaikin money flow',
  arguments: [bars('n', 20)],
  outputs: ['value'],
  definition: 'Σ_n mfm·V / Σ_n V, mfm = ((C-L) - (H-C))/(H-L), 0 if H = L; -1 … 1.',
  source: 'Chaikin',
  unit: 'ratio',
  firstValid: (n) => n - 1,
  compute: ({ candles }, n) => [volumeWeightedMean(moneyFlowMultiplier(candles), candles.volume, n)],
});
