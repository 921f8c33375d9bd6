import { bars, defineIndicator } from './define-indicator';
import { openingRange } from './math/sessions';

export default defineIndicator({
  name: 'orHigh',
  title: 'High of the opening range',
  arguments: [bars('m', 30)],
  outputs: ['value'],
  definition:
    'Highest high of the bars that begin in the first m minutes of the session; defined on its later bars. Minutes ' +
    'count from the label of its first bar.',
  source: 'Crabel 1990',
  unit: 'price',
  firstValid: () => 1,
  compute: (input, minutes) => [openingRange(input, input.candles.high, { minutes, sign: 1 })],
});
