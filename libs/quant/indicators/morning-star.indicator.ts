import { defineIndicator } from './define-indicator';
import { bodySizes, morningStar } from './math/patterns';
import { windowMean } from './math/windows';

export default defineIndicator({
  name: 'morningStar',
  title: 'Morning star',
  arguments: [],
  outputs: ['value'],
  definition:
    '1 where bar [2] falls with a body above sma(body, 10), bar [1] has a body < 0.5·body[2] and ' +
    'max(O[1], C[1]) < C[2] + 0.1·body[2], and the current bar rises with C > (O[2] + C[2])/2, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 11,
  compute: ({ candles }) => [morningStar(candles, windowMean(bodySizes(candles), 10))],
});
