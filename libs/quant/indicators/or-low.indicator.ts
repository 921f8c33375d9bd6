import { bars, defineIndicator } from './define-indicator';
import { openingRange } from './math/sessions';

export default defineIndicator({
  name: 'orLow',
  title: 'Low of the opening range',
  arguments: [bars('m', 30)],
  outputs: ['value'],
  definition:
    'Lowest low of the bars that begin in the first m minutes of the session; defined on its later bars. Minutes ' +
    'count from the label of its first bar.',
  source: 'Crabel 1990',
  unit: 'price',
  firstValid: () => 1,
  compute: (input, minutes) => [openingRange(input, input.candles.low, { minutes, sign: -1 })],
});
