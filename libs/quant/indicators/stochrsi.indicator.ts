import { bars, defineIndicator } from './define-indicator';
import { relativeStrength, stochasticOf } from './math/oscillators';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'stochrsi',
  title: 'Stochastic RSI',
  arguments: [bars('n', 14), bars('m', 14), bars('k', 3), bars('d', 3)],
  outputs: ['k', 'd'],
  definition:
    'r = rsi(C, n); raw = 100·(r - lowest(r, m)) / (highest(r, m) - lowest(r, m)); k = sma(raw, k), d = ' +
    'sma(k, d). Without range the previous raw value is carried on, 50 at the start.',
  source: 'Chande & Kroll 1994',
  unit: 'ratio',
  firstValid: (n, m, k, d) => [n + m + k - 2, n + m + k + d - 3],
  compute: ({ candles }, n, m, k, d) => {
    const smooth = windowMean(stochasticOf(relativeStrength(candles.close, n), m), k);
    return [smooth, windowMean(smooth, d)];
  },
});
