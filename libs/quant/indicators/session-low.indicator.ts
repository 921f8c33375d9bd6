import { defineIndicator } from './define-indicator';
import { sessionExtreme, sessionStarts } from './math/sessions';

export default defineIndicator({
  name: 'sessionLow',
  title: 'Low of the session so far',
  arguments: [],
  outputs: ['value'],
  definition: 'Lowest low since the first bar of the session, the current bar included.',
  source: 'convention',
  unit: 'price',
  firstValid: () => 0,
  compute: (input) => [sessionExtreme(sessionStarts(input), input.candles.low, -1)],
});
