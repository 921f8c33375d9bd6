import { bars, defineIndicator } from './define-indicator';
import { percentChange } from './math/columns';
import { barRange } from './math/prices';
import { ema } from './math/smoothing';

export default defineIndicator({
  name: 'chaikinVol',
  title: 'Chaikin volatility',
  arguments: [bars('n', 10), bars('r', 10)],
  outputs: ['value'],
  definition: 'roc(ema(H-L, n), r).',
  source: 'Chaikin',
  unit: 'ratio',
  firstValid: (n, r) => n + r - 1,
  compute: ({ candles }, n, r) => [percentChange(ema(barRange(candles), n), r)],
});
