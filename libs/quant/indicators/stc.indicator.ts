import { bars, defineIndicator } from './define-indicator';
import { difference } from './math/columns';
import { stochasticOf } from './math/oscillators';
import { ema, exponential } from './math/smoothing';

export default defineIndicator({
  name: 'stc',
  title: 'Schaff trend cycle',
  arguments: [bars('f', 23), bars('s', 50), bars('c', 10)],
  outputs: ['value'],
  definition:
    'm = ema(C, f) - ema(C, s); k1 = stochastic of m over c (carried on without range); d1 = d1[1] + ' +
    '0.5·(k1 - d1[1]); k2 = stochastic of d1 over c; stc = stc[1] + 0.5·(k2 - stc[1]).',
  source: 'Schaff 1999/2008 (factor 0.5 form)',
  unit: 'ratio',
  firstValid: (f, s, c) => Math.max(f, s) - 1 + 2 * (c - 1),
  compute: ({ candles: { close } }, f, s, c) => {
    const trend = difference(ema(close, f), ema(close, s));
    const smoothed = exponential(stochasticOf(trend, c), 1, 0.5);
    return [exponential(stochasticOf(smoothed, c), 1, 0.5)];
  },
});
