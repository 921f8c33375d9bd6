import { defineIndicator, series } from './define-indicator';
import { runLengths } from './math/oscillators';

export default defineIndicator({
  name: 'streak',
  title: 'Streak',
  arguments: [series('x')],
  outputs: ['value'],
  definition: 'Signed run length: x > x[1] gives max(s[1], 0) + 1, x < x[1] gives min(s[1], 0) - 1, equal gives 0.',
  source: 'Connors 2012',
  unit: 'count',
  firstValid: () => 1,
  compute: (_, x) => [runLengths(x)],
});
