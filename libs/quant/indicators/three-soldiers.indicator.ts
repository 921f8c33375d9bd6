import { defineIndicator } from './define-indicator';
import { threeSoldiers } from './math/patterns';

export default defineIndicator({
  name: 'threeSoldiers',
  title: 'Three white soldiers',
  arguments: [],
  outputs: ['value'],
  definition:
    '1 on the last of three rising bars, each C > C[1], each O within the body before, each upper wick < ' +
    '0.3·range, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 2,
  compute: ({ candles }) => [threeSoldiers(candles)],
});
