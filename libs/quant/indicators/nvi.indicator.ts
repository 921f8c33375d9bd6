import { defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'nvi',
  title: 'Negative volume index',
  arguments: [],
  outputs: ['value'],
  definition:
    'nvi[1]·(C/C[1]) on bars with volume below that of the bar before, else nvi[1]; starts from 1000 ' +
    'before bar 1.',
  source: 'Dysart; Fosback 1976',
  unit: 'ratio',
  firstValid: () => 1,
  compute: ({ candles: { close, volume } }) => {
    const result = undefinedColumn(close.length);
    let index = 1000;
    for (let i = 1; i < close.length; i++) {
      if (at(volume, i) < at(volume, i - 1)) index *= at(close, i) / at(close, i - 1);
      result[i] = index;
    }
    return [result];
  },
});
