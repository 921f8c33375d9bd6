import type { Candles } from '#quant/candles';
import { at, difference, midline, product, ratio } from './columns';
import { rma } from './smoothing';
import { windowSum } from './windows';

/** (high + low) / 2. */
export function medianPrice({ high, low }: Candles): Float64Array {
  return midline(high, low);
}

/** (high + low + close) / 3. */
export function typicalPrice({ high, low, close }: Candles): Float64Array {
  const result = new Float64Array(close.length);
  for (let i = 0; i < result.length; i++) result[i] = (at(high, i) + at(low, i) + at(close, i)) / 3;
  return result;
}

/** high − low. */
export function barRange({ high, low }: Candles): Float64Array {
  return difference(high, low);
}

/** Range of the bar together with the gap from the previous close; not defined at the first bar (Wilder 1978). */
export function trueRange({ high, low, close }: Candles): Float64Array {
  const result = new Float64Array(close.length);
  for (let i = 0; i < result.length; i++) {
    const previous = at(close, i - 1);
    const range = at(high, i) - at(low, i);
    const above = Math.abs(at(high, i) - previous);
    const below = Math.abs(at(low, i) - previous);
    const gap = above > below ? above : below;
    result[i] = gap > range ? gap : Number.isNaN(gap) ? NaN : range;
  }
  return result;
}

/** Wilder's average of the true range. */
export function averageTrueRange(candles: Candles, n: number): Float64Array {
  return rma(trueRange(candles), n);
}

/** Where the close lies within its bar, −1 … 1; 0 for a bar without range. */
export function moneyFlowMultiplier({ high, low, close }: Candles): Float64Array {
  const result = new Float64Array(close.length);
  for (let i = 0; i < result.length; i++) {
    const range = at(high, i) - at(low, i);
    result[i] = range === 0 ? 0 : (at(close, i) - at(low, i) - (at(high, i) - at(close, i))) / range;
  }
  return result;
}

/** Chaikin's accumulation/distribution line. */
export function accumulationDistribution(candles: Candles): Float64Array {
  return accumulate(product(moneyFlowMultiplier(candles), candles.volume));
}

/** Running total of a flow, starting with its first value that is defined. */
export function accumulate(flow: Float64Array): Float64Array {
  const result = new Float64Array(flow.length);
  let total = 0;
  for (let i = 0; i < flow.length; i++) {
    const step = at(flow, i);
    const isDefined = !Number.isNaN(step);
    if (isDefined) total += step;
    result[i] = isDefined ? total : NaN;
  }
  return result;
}

/** Σ(x·volume) / Σ volume over the last n bars; not defined without volume. */
export function volumeWeightedMean(x: Float64Array, volume: Float64Array, n: number): Float64Array {
  const weighted = windowSum(product(x, volume), n);
  const total = windowSum(volume, n);
  for (let i = 0; i < weighted.length; i++) weighted[i] = ratio(at(weighted, i), at(total, i));
  return weighted;
}
