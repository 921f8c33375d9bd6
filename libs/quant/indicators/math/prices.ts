import type { Candles } from '#quant/candles';
import { at, column, ratio } from './columns';
import { rma } from './smoothing';
import { windowSum } from './windows';

/** (high + low) / 2. */
export function medianPrice({ high, low }: Candles): Float64Array {
  return column(high.length, (i) => (at(high, i) + at(low, i)) / 2);
}

/** (high + low + close) / 3. */
export function typicalPrice({ high, low, close }: Candles): Float64Array {
  return column(close.length, (i) => (at(high, i) + at(low, i) + at(close, i)) / 3);
}

/** high − low. */
export function barRange({ high, low }: Candles): Float64Array {
  return column(high.length, (i) => at(high, i) - at(low, i));
}

/** Range of the bar together with the gap from the previous close; not defined at the first bar (Wilder 1978). */
export function trueRange({ high, low, close }: Candles): Float64Array {
  return column(close.length, (i) => {
    const previous = at(close, i - 1);
    return Math.max(at(high, i) - at(low, i), Math.abs(at(high, i) - previous), Math.abs(at(low, i) - previous));
  });
}

/** Wilder's average of the true range. */
export function averageTrueRange(candles: Candles, n: number): Float64Array {
  return rma(trueRange(candles), n);
}

/** Where the close lies within its bar, −1 … 1; 0 for a bar without range. */
export function moneyFlowMultiplier({ high, low, close }: Candles): Float64Array {
  return column(close.length, (i) => {
    const range = at(high, i) - at(low, i);
    return range === 0 ? 0 : (at(close, i) - at(low, i) - (at(high, i) - at(close, i))) / range;
  });
}

/** Chaikin's accumulation/distribution line. */
export function accumulationDistribution(candles: Candles): Float64Array {
  const multiplier = moneyFlowMultiplier(candles);
  return accumulate(candles.close.length, (i) => at(multiplier, i) * at(candles.volume, i));
}

/** Running total of a flow, starting with its first value that is defined. */
export function accumulate(length: number, flowAt: (i: number) => number): Float64Array {
  let total = 0;
  return column(length, (i) => {
    const flow = flowAt(i);
    if (Number.isNaN(flow)) return NaN;
    total += flow;
    return total;
  });
}

/** Σ(x·volume) / Σ volume over the last n bars; not defined without volume. */
export function volumeWeightedMean(x: Float64Array, volume: Float64Array, n: number): Float64Array {
  const weighted = windowSum(
    column(x.length, (i) => at(x, i) * at(volume, i)),
    n,
  );
  const total = windowSum(volume, n);
  return column(x.length, (i) => ratio(at(weighted, i), at(total, i)));
}
