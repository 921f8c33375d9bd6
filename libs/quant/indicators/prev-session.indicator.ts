import { defineIndicator } from './define-indicator';
import { at, column } from './math/columns';
import { sessionExtreme, sessionStarts } from './math/sessions';

export default defineIndicator({
  name: 'prevSession',
  title: 'The session before',
  arguments: [],
  outputs: ['open', 'high', 'low', 'close'],
  definition: 'First, highest, lowest and last price of the last session that is over; its brackets may be left out.',
  source: 'convention',
  unit: 'price',
  firstValid: () => 1,
  compute: (input) => {
    const { open, high, low, close } = input.candles;
    const starts = sessionStarts(input);
    const firstOpen = column(open.length, (i) => at(open, at(starts, i)));
    const lines = [firstOpen, sessionExtreme(input, high, Math.max), sessionExtreme(input, low, Math.min), close];
    return lines.map((line) => column(line.length, (i) => at(line, at(starts, i) - 1)));
  },
});
