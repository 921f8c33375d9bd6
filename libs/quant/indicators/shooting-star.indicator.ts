import { defineIndicator, factor } from './define-indicator';
import { hammer, mirrored } from './math/patterns';

export default defineIndicator({
  name: 'shootingStar',
  title: 'Shooting star',
  arguments: [factor('b', 0.33), factor('w', 2)],
  outputs: ['value'],
  definition:
    'The hammer upside down: body = |C-O|, rng = H-L > 0; 1 where body <= b·rng and upper wick >= w·body ' +
    'and lower wick <= body, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 0,
  compute: ({ candles }, b, w) => [hammer(mirrored(candles), b, w)],
});
