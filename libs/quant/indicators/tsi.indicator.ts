import { bars, defineIndicator, series } from './define-indicator';
import { at, change, column, ratio } from './math/columns';
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
    const path = ema(ema(step.map(Math.abs), r), s);
    const strength = column(x.length, (i) => 100 * ratio(at(net, i), at(path, i)));
    return [strength, ema(strength, g)];
  },
});
