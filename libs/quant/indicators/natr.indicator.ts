import { bars, defineIndicator } from './define-indicator';
import { quotient } from './math/columns';
import { averageTrueRange } from './math/prices';

export default defineIndicator({
  name: 'natr',
  title: 'Normalised average true range',
  arguments: [bars('n', 14)],
  outputs: ['value'],
  definition: '100·atr(n) / C, in percent.',
  source: 'Forman 2006',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles }, n) => [quotient(averageTrueRange(candles, n), candles.close, 100)],
});
