import { resampleCandles, spreadHigher } from '#quant/candles';
import { defineIndicator, interval } from './define-indicator';
import { difference, scaled, shifted } from './math/columns';
import { typicalPrice } from './math/prices';

export default defineIndicator({
  name: 'pivots',
  title: 'Floor-trader pivots',
  arguments: [interval('tf', '1d')],
  outputs: ['p', 'r1', 's1', 'r2', 's2'],
  definition:
    'From the last tf bar that is complete, never the forming one: p = (H+L+C)/3; r1 = 2p−L; s1 = 2p−H; r2 = p+(H−L); ' +
    's2 = p−(H−L).',
  source: 'floor-trader',
  unit: 'price',
  firstValid: () => 1,
  compute: ({ candles }, tf) => {
    const { candles: higher, visible } = resampleCandles(candles, tf);
    const { high, low } = higher;
    const p = typicalPrice(higher);
    const twice = scaled(p, 2);
    const range = difference(high, low);
    const levels = [p, difference(twice, low), difference(twice, high), shifted(p, range, 1), shifted(p, range, -1)];
    return levels.map((level) => spreadHigher(level, visible));
  },
});
