import { defineIndicator } from './define-indicator';
import { at, ratio } from './math/columns';
import { accumulate } from './math/prices';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'pvt',
  title: 'Price volume trend',
  arguments: [],
  outputs: ['value'],
  definition: 'pvt = pvt[1] + V·(C/C[1] - 1), starting from 0 before bar 1.',
  source: 'convention',
  unit: 'volume',
  firstValid: () => 1,
  compute: ({ candles: { close, volume } }) => {
    const flow = undefinedColumn(close.length);
    for (let i = 1; i < flow.length; i++) {
      flow[i] = at(volume, i) * (ratio(at(close, i), at(close, i - 1)) - 1);
    }
    return [accumulate(flow)];
  },
});
