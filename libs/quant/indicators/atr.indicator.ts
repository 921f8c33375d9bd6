import { bars, defineIndicator } from './define-indicator';
import { averageTrueRange } from './math/prices';

export default defineIndicator({
  name: 'atr',
  title: 'Average true range',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: 'rma(tr, n). Seed at bar n: the mean of TR_1 … TR_n.',
  source: 'Wilder 1978',
  unit: 'price',
  firstValid: (n) => n,
  compute: ({ candles }, n) => [averageTrueRange(candles, n)],
});
