import { bars, defineIndicator } from './define-indicator';
import { at, difference } from './math/columns';
import { barsSinceHighest, barsSinceLowest } from './math/windows';

export default defineIndicator({
  name: 'aroon',
  title: 'Aroon',
  arguments: [bars('n', 25)],
  outputs: ['up', 'down', 'osc'],
  definition:
    'Over the last n+1 bars: up = 100·(n - bars since the highest high)/n, down likewise with the lowest ' +
    'low; on ties the most recent bar counts; osc = up - down.',
  source: 'Chande 1995',
  unit: 'ratio',
  firstValid: (n) => n,
  compute: ({ candles: { high, low } }, n) => {
    const score = (age: Float64Array): Float64Array => {
      for (let i = 0; i < age.length; i++) age[i] = (100 * (n - at(age, i))) / n;
      return age;
    };
    const up = score(barsSinceHighest(high, n + 1));
    const down = score(barsSinceLowest(low, n + 1));
    return [up, down, difference(up, down)];
  },
});
