import { bars, defineIndicator } from './define-indicator';
import { rangePosition } from './math/oscillators';
import { windowHighest, windowLowest, windowMean } from './math/windows';

export default defineIndicator({
  name: 'stoch',
  title: 'Stochastic oscillator',
  arguments: [bars('n', 14), bars('k', 3), bars('d', 3)],
  outputs: ['k', 'd'],
  definition:
    'raw = 100·(C - lowest(L, n)) / (highest(H, n) - lowest(L, n)); k = sma(raw, k), d = sma(k, d). ' +
    'Without range the previous raw value is carried on, 50 at the start.',
  source: 'Lane, 1950s',
  unit: 'ratio',
  firstValid: (n, k, d) => [n + k - 2, n + k + d - 3],
  compute: ({ candles }, n, k, d) => {
    const raw = rangePosition(candles.close, windowLowest(candles.low, n), windowHighest(candles.high, n));
    const smooth = windowMean(raw, k);
    return [smooth, windowMean(smooth, d)];
  },
});
