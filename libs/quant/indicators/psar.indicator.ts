import type { Candles } from '#quant/candles';
import { defineIndicator, factor } from './define-indicator';
import { at } from './math/columns';
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
  compute: ({ candles }, step, max) => {
    const sar = undefinedColumn(candles.close.length);
    const direction = undefinedColumn(candles.close.length);
    let state = start(candles, step);
    for (let i = 1; i < sar.length; i++) {
      if (i > 1) state = advance(state, candles, i, { step, max });
      sar[i] = state.sar;
      direction[i] = state.direction;
    }
    return [sar, direction];
  },
});

interface Parabola {
  direction: 1 | -1;
  sar: number;
  extreme: number;
  acceleration: number;
}

function start({ high, low, close }: Candles, step: number): Parabola {
  const direction = at(close, 1) >= at(close, 0) ? 1 : -1;
  const top = Math.max(at(high, 0), at(high, 1));
  const bottom = Math.min(at(low, 0), at(low, 1));
  const [extreme, sar] = direction === 1 ? [top, bottom] : [bottom, top];
  return { direction, sar, extreme, acceleration: step };
}

function advance(
  { direction, sar, extreme, acceleration }: Parabola,
  { high, low }: Candles,
  i: number,
  { step, max }: { step: number; max: number },
): Parabola {
  const [ahead, behind] = direction === 1 ? [high, low] : [low, high];
  const further = direction === 1 ? Math.max : Math.min;
  const nearer = direction === 1 ? Math.min : Math.max;
  const next = nearer(sar + acceleration * (extreme - sar), at(behind, i - 1), at(behind, i - 2));
  if (direction * (at(behind, i) - next) < 0) {
    return { direction: direction === 1 ? -1 : 1, sar: extreme, extreme: at(behind, i), acceleration: step };
  }
  const reached = further(extreme, at(ahead, i));
  return {
    direction,
    sar: next,
    extreme: reached,
    acceleration: reached === extreme ? acceleration : Math.min(acceleration + step, max),
  };
}
