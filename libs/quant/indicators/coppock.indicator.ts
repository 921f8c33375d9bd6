import { bars, defineIndicator } from './define-indicator';
import { percentChange, shifted } from './math/columns';
import { weightedMean } from './math/windows';

export default defineIndicator({
  name: 'coppock',
  title: 'Coppock curve',
  arguments: [bars('w', 10), bars('a', 14), bars('b', 11)],
  outputs: ['value'],
  definition: 'wma(roc(C, a) + roc(C, b), w); on monthly bars in the original.',
  source: 'Coppock 1962',
  unit: 'ratio',
  firstValid: (w, a, b) => Math.max(a, b) + w - 1,
  compute: ({ candles: { close } }, w, a, b) => [
    weightedMean(shifted(percentChange(close, a), percentChange(close, b), 1), w),
  ],
});
