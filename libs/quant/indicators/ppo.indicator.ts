import { bars, defineIndicator } from './define-indicator';
import { difference, quotient } from './math/columns';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'ppo',
  title: 'Percentage price oscillator',
  arguments: [bars('f', 12), bars('s', 26), bars('g', 9)],
  outputs: ['ppo', 'signal', 'hist'],
  definition: 'ppo = 100·(ema(C, f) - ema(C, s)) / ema(C, s); signal = ema(ppo, g); hist = ppo - signal.',
  source: 'convention',
  unit: 'ratio',
  firstValid: (f, s, g) => [Math.max(f, s) - 1, Math.max(f, s) + g - 2, Math.max(f, s) + g - 2],
  compute: ({ candles: { close } }, f, s, g) => {
    const slow = ema(close, s);
    const ppo = quotient(difference(ema(close, f), slow), slow, 100);
    const signal = ema(ppo, g);
    return [ppo, signal, difference(ppo, signal)];
  },
});
