import { defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { accumulate } from './math/prices';

export default defineIndicator({
  name: 'obv',
  title: 'On-balance volume',
  arguments: [],
  outputs: ['value'],
  definition: 'obv = obv[1] + sign(C - C[1])·V; obv_0 = 0.',
  source: 'Granville 1963',
  unit: 'volume',
  firstValid: () => 0,
  compute: ({ candles: { close, volume } }) => {
    const flow = new Float64Array(close.length);
    for (let i = 1; i < flow.length; i++) {
      flow[i] = Math.sign(at(close, i) - at(close, i - 1)) * at(volume, i);
    }
    return [accumulate(flow)];
  },
});
