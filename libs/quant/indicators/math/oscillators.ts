import { at, change, column } from './columns';
import { rma } from './smoothing';
import { windowHighest, windowLowest, windowSum } from './windows';

/** Rises of x per bar; 0 where it fell. */
export function gains(x: Float64Array): Float64Array {
  return change(x).map((step) => Math.max(step, 0));
}

/** Falls of x per bar as positive numbers; 0 where it rose. */
export function losses(x: Float64Array): Float64Array {
  return change(x).map((step) => Math.max(-step, 0));
}

/**
 * Position of x between two lines in percent. Where they meet there is no position: the last one is carried on, 50 at
 * the start.
 */
export function rangePosition(x: Float64Array, low: Float64Array, high: Float64Array): Float64Array {
  let position = 50;
  return column(x.length, (i) => {
    const range = at(high, i) - at(low, i);
    if (Number.isNaN(range)) return NaN;
    if (range > 0) position = (100 * (at(x, i) - at(low, i))) / range;
    return position;
  });
}

/** Position of x between its own extremes of the last n bars, in percent. */
export function stochasticOf(x: Float64Array, n: number): Float64Array {
  return rangePosition(x, windowLowest(x, n), windowHighest(x, n));
}

/** Kaufman's efficiency ratio: net change over n bars ÷ path length, 0 … 1; 0 when nothing moved. */
export function efficiencyRatio(x: Float64Array, n: number): Float64Array {
  const path = windowSum(change(x).map(Math.abs), n);
  return column(x.length, (i) => (at(path, i) === 0 ? 0 : Math.abs(at(x, i) - at(x, i - n)) / at(path, i)));
}

/** Wilder's relative strength index, 0 … 100; 50 when nothing moved. */
export function relativeStrength(x: Float64Array, n: number): Float64Array {
  const up = rma(gains(x), n);
  const down = rma(losses(x), n);
  return column(x.length, (i) => {
    const moved = at(up, i) + at(down, i);
    return moved === 0 ? 50 : (100 * at(up, i)) / moved;
  });
}

/** Signed number of bars x has been rising (+) or falling (−) in a row; 0 where it did not move. */
export function runLengths(x: Float64Array): Float64Array {
  let run = 0;
  return column(x.length, (i) => {
    const step = at(x, i) - at(x, i - 1);
    if (Number.isNaN(step)) return NaN;
    if (step === 0) run = 0;
    else run = step > 0 ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1;
    return run;
  });
}
