import { defineIndicator, factor } from './define-indicator';
import { at, scaled } from './math/columns';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'psar',
  title: 'Parabolic stop and reverse',
  arguments: [factor('step', 0.02), factor('max', 0.2)],
  outputs: ['sar', 'dir'],
  definition:
    'SAR = SAR[1] + AF·(EP - SAR[1]); AF grows by step with each new extreme EP, up to max. A long SAR is ' +
    'never above the two prior lows, a short one never below the two prior highs. Price through it ' +
    'reverses: SAR = old EP, AF = step. Start at bar 1: dir = sign(C1 - C0) (up when equal), EP = extreme ' +
    'of the first two bars in that direction, SAR = their other extreme.',
  source: 'Wilder 1978',
  unit: 'price',
  firstValid: () => 1,
  compute: ({ candles: { high, low, close } }, step, max) => {
    const sar = undefinedColumn(close.length);
    const direction = undefinedColumn(close.length);
    const mirroredHigh = scaled(low, -1);
    const mirroredLow = scaled(high, -1);
    let rises = at(close, 1) >= at(close, 0);
    // Of a falling parabola all is upside down, so that both are the rising one.
    let [ahead, behind] = rises ? [high, low] : [mirroredHigh, mirroredLow];
    let extreme = Math.max(at(ahead, 0), at(ahead, 1));
    let stop = Math.min(at(behind, 0), at(behind, 1));
    let acceleration = step;
    for (let i = 1; i < sar.length; i++) {
      if (i > 1) {
        const next = smallest(stop + acceleration * (extreme - stop), at(behind, i - 1), at(behind, i - 2));
        if (at(behind, i) < next) {
          [stop, extreme, acceleration] = [-extreme, -at(behind, i), step];
          rises = !rises;
          [ahead, behind] = rises ? [high, low] : [mirroredHigh, mirroredLow];
        } else {
          stop = next;
          if (at(ahead, i) > extreme) {
            extreme = at(ahead, i);
            acceleration = acceleration + step < max ? acceleration + step : max;
          }
        }
      }
      sar[i] = rises ? stop : -stop;
      direction[i] = rises ? 1 : -1;
    }
    return [sar, direction];
  },
});

function smallest(a: number, b: number, c: number): number {
  const ab = a < b ? a : b;
  return ab < c ? ab : c;
}
