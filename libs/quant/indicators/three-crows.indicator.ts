import { defineIndicator } from './define-indicator';
import { mirrored, threeSoldiers } from './math/patterns';

export default defineIndicator({
  name: 'threeCrows',
  title: 'Three black crows',
  arguments: [],
  outputs: ['value'],
  definition:
    'Three white soldiers upside down: 1 on the last of three falling bars, each C < C[1], each O within ' +
    'the body before, each lower wick < 0.3·range, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 2,
  compute: ({ candles }) => [threeSoldiers(mirrored(candles))],
});
