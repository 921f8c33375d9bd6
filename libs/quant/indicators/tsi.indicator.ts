import { bars, defineIndicator, series } from './define-indicator';
import { change, magnitudes, quotient } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'tsi',
  title: 'True strength index',
  arguments: [series('x'), bars('r', 25), bars('s', 13), bars('g', 7)],
  outputs: ['tsi', 'signal'],
  definition: 'm = x - x[1]; 100·ema(ema(m, r), s) / ema(ema(|m|, r), s); signal = ema(tsi, g).',
  source: 'Blau 1991',
  unit: 'ratio',
  firstValid: (r, s, g) => [r + s - 1, r + s + g - 2],
  compute: (_, x, r, s, g) => {
    const step = change(x);
    const net = ema(ema(step, r), s);
    const path = ema(ema(magnitudes(step), r), s);
    const strength = quotient(net, path, 100);
    return [strength, ema(strength, g)];
  },
});
