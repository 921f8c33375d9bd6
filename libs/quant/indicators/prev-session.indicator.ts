import { defineIndicator } from './define-indicator';
import { at } from './math/columns';
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
    const atStart = (line: Float64Array, before: 0 | 1): Float64Array => {
      const result = new Float64Array(line.length);
      for (let i = 0; i < line.length; i++) result[i] = at(line, (starts[i] ?? i) - before);
      return result;
    };
    const lines = [atStart(open, 0), sessionExtreme(starts, high, 1), sessionExtreme(starts, low, -1), close];
    return lines.map((line) => atStart(line, 1));
  },
});
