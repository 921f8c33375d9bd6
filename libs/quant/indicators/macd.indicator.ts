import { bars, defineIndicator } from './define-indicator';
import { difference } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'macd',
  title: 'Moving average convergence/divergence',
  arguments: [bars('f', 12), bars('s', 26), bars('g', 9)],
  outputs: ['macd', 'signal', 'hist'],
  definition:
    'macd = ema(C, f) - ema(C, s); signal = ema(macd, g), seeded on the first g macd values; hist = macd ' +
    '- signal.',
  source: 'Appel 1979',
  unit: 'price',
  firstValid: (f, s, g) => [Math.max(f, s) - 1, Math.max(f, s) + g - 2, Math.max(f, s) + g - 2],
  compute: ({ candles: { close } }, f, s, g) => {
    const macd = difference(ema(close, f), ema(close, s));
    const signal = ema(macd, g);
    return [macd, signal, difference(macd, signal)];
  },
});
