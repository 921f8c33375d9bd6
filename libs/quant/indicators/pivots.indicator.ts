import { resampleCandles, spreadHigher } from '#quant/candles';
import { defineIndicator, interval } from './define-indicator';
import { typicalPrice } from './math/prices';
import { at, column } from './math/columns';

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
    const level = (of: (p: number, high: number, low: number) => number): Float64Array =>
      spreadHigher(
        column(p.length, (i) => of(at(p, i), at(high, i), at(low, i))),
        visible,
      );
    return [
      level((pivot) => pivot),
      level((pivot, _, bottom) => 2 * pivot - bottom),
      level((pivot, top) => 2 * pivot - top),
      level((pivot, top, bottom) => pivot + (top - bottom)),
      level((pivot, top, bottom) => pivot - (top - bottom)),
    ];
  },
});
