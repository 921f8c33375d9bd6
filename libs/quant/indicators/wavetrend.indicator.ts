import { bars, defineIndicator } from './define-indicator';
import { difference, magnitudes, quotient, scaled } from './math/columns';
import { typicalPrice } from './math/prices';
import { ema } from './math/smoothing';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'wavetrend',
  title: 'WaveTrend',
  arguments: [bars('a', 10), bars('b', 21)],
  outputs: ['wt1', 'wt2'],
  definition:
    'ap = hlc3; esa = ema(ap, a); d = ema(|ap - esa|, a); ci = (ap - esa) / (0.015·d); wt1 = ema(ci, b); ' +
    'wt2 = sma(wt1, 4).',
  source: 'LazyBear (TradingView) convention',
  unit: 'ratio',
  firstValid: (a, b) => [2 * a + b - 3, 2 * a + b],
  compute: ({ candles }, a, b) => {
    const price = typicalPrice(candles);
    const offset = difference(price, ema(price, a));
    const deviation = scaled(ema(magnitudes(offset), a), 0.015);
    const wave = ema(quotient(offset, deviation), b);
    return [wave, windowMean(wave, 4)];
  },
});
