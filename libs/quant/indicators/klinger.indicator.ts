import type { Candles } from '#quant/candles';
import { bars, defineIndicator } from './define-indicator';
import { at, change, difference, ratio } from './math/columns';
import { barRange, typicalPrice } from './math/prices';
import { ema } from './math/smoothing';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'klinger',
  title: 'Klinger oscillator',
  arguments: [bars('f', 34), bars('s', 55), bars('g', 13)],
  outputs: ['kvo', 'signal'],
  definition:
    'T = sign(hlc3 - hlc3[1]), -1 on ties; dm = H - L; cm = cm[1] + dm if T = T[1], else dm[1] + dm; cm_1 ' +
    '= 0; vf = V·|2·(dm/cm - 1)|·T·100, from bar 2; kvo = ema(vf, f) - ema(vf, s); signal = ema(kvo, g).',
  source: 'Klinger 1997',
  unit: 'volume',
  firstValid: (f, s, g) => [Math.max(f, s) + 1, Math.max(f, s) + g],
  compute: ({ candles }, f, s, g) => {
    const force = volumeForce(candles);
    const oscillator = difference(ema(force, f), ema(force, s));
    return [oscillator, ema(oscillator, g)];
  },
});

function volumeForce(candles: Candles): Float64Array {
  const step = change(typicalPrice(candles));
  const range = barRange(candles);
  const force = undefinedColumn(range.length);
  let cumulative = 0;
  for (let i = 2; i < force.length; i++) {
    const trend = at(step, i) > 0 ? 1 : -1;
    const trendBefore = at(step, i - 1) > 0 ? 1 : -1;
    cumulative = (trend === trendBefore ? cumulative : at(range, i - 1)) + at(range, i);
    force[i] = at(candles.volume, i) * Math.abs(2 * (ratio(at(range, i), cumulative) - 1)) * trend * 100;
  }
  return force;
}
