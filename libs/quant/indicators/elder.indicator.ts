import { bars, defineIndicator } from './define-indicator';
import { difference } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'elder',
  title: 'Elder-Ray',
  arguments: [bars('n', 13)],
  outputs: ['bull', 'bear'],
  definition: 'bull = H - ema(C, n); bear = L - ema(C, n).',
  source: 'Elder 1989',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: ({ candles: { high, low, close } }, n) => {
    const average = ema(close, n);
    return [difference(high, average), difference(low, average)];
  },
});
