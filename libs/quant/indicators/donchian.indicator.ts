import { bars, defineIndicator } from './define-indicator';
import { midline } from './math/columns';
import { windowHighest, windowLowest } from './math/windows';

export default defineIndicator({
  name: 'donchian',
  title: 'Donchian channel',
  arguments: [bars('n', 20)],
  outputs: ['upper', 'mid', 'lower'],
  definition:
    'upper = highest(H, n), lower = lowest(L, n), the current bar included; mid = their average. Breakout ' +
    'rules compare with donchian(n).upper[1].',
  source: 'Donchian 1960',
  unit: 'price',
  firstValid: (n) => n - 1,
  compute: ({ candles }, n) => {
    const upper = windowHighest(candles.high, n);
    const lower = windowLowest(candles.low, n);
    return [upper, midline(upper, lower), lower];
  },
});
