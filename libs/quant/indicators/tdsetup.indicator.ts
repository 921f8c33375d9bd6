import { defineIndicator } from './define-indicator';
import { at } from './math/columns';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'tdsetup',
  title: 'TD setup',
  arguments: [],
  outputs: ['buy', 'sell'],
  definition: 'buy = buy[1] + 1 while C < C[4], else 0; sell mirrored; a setup is complete at 9.',
  source: 'DeMark 1994',
  unit: 'count',
  firstValid: () => 4,
  compute: ({ candles: { close } }) => {
    const count = (sign: 1 | -1): Float64Array => {
      const result = undefinedColumn(close.length);
      let run = 0;
      for (let i = 4; i < close.length; i++) {
        run = sign * (at(close, i) - at(close, i - 4)) > 0 ? run + 1 : 0;
        result[i] = run;
      }
      return result;
    };
    return [count(-1), count(1)];
  },
});
