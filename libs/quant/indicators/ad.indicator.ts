import { defineIndicator } from './define-indicator';
import { accumulationDistribution } from './math/prices';

export default defineIndicator({
  name: 'ad',
  title: 'Accumulation/distribution',
  arguments: [],
  outputs: ['value'],
  definition: 'mfm = ((C-L) - (H-C))/(H-L), 0 if H = L; ad = ad[1] + mfm·V.',
  source: 'Chaikin',
  unit: 'volume',
  firstValid: () => 0,
  compute: ({ candles }) => [accumulationDistribution(candles)],
});
