import { defineIndicator, factor } from './define-indicator';
import { hammer } from './math/patterns';

export default defineIndicator({
  name: 'hammer',
  title: 'Hammer',
  arguments: [factor('b', 0.33), factor('w', 2)],
  outputs: ['value'],
  definition:
    'body = |C-O|, rng = H-L > 0; 1 where body <= b·rng and lower wick >= w·body and upper wick <= body, else 0.',
  source: 'Nison 1991',
  unit: 'count',
  firstValid: () => 0,
  compute: ({ candles }, b, w) => [hammer(candles, b, w)],
});
