import { bars, defineIndicator } from './define-indicator';
import { delay, midline } from './math/columns';
import { windowHighest, windowLowest } from './math/windows';

export default defineIndicator({
  name: 'ichimoku',
  title: 'Ichimoku',
  arguments: [bars('t', 9), bars('k', 26), bars('b', 52)],
  outputs: ['tenkan', 'kijun', 'spanA', 'spanB', 'futA', 'futB'],
  definition:
    'mid(n) = (highest(H, n) + lowest(L, n))/2; tenkan = mid(t); kijun = mid(k); futA = (tenkan + ' +
    'kijun)/2 and futB = mid(b), drawn k bars ahead; spanA = futA[k] and spanB = futB[k], the cloud under ' +
    'the price of this bar.',
  source: 'Hosoda 1969',
  unit: 'price',
  firstValid: (t, k, b) => [t - 1, k - 1, Math.max(t, k) + k - 1, b + k - 1, Math.max(t, k) - 1, b - 1],
  compute: ({ candles: { high, low } }, t, k, b) => {
    const middle = (n: number): Float64Array => midline(windowHighest(high, n), windowLowest(low, n));
    const tenkan = middle(t);
    const kijun = middle(k);
    const leadA = midline(tenkan, kijun);
    const leadB = middle(b);
    return [tenkan, kijun, delay(leadA, k), delay(leadB, k), leadA, leadB];
  },
});
