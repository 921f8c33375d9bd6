import { at, change, magnitudes } from './columns';
import { rma } from './smoothing';
import { windowHighest, windowLowest, windowSum } from './windows';

/** Rises of x per bar; 0 where it fell. */
export function gains(x: Float64Array): Float64Array {
  return positiveSteps(x, 1);
}

/** Falls of x per bar as positive numbers; 0 where it rose. */
export function losses(x: Float64Array): Float64Array {
  return positiveSteps(x, -1);
}

function positiveSteps(x: Float64Array, sign: 1 | -1): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const step = sign * (at(x, i) - at(x, i - 1));
    result[i] = step <= 0 ? 0 : step;
  }
  return result;
}

/**
 * Position of x between two lines in percent. Where they meet there is no position: the last one is carried on, 50 at
 * the start.
 */
export function rangePosition(x: Float64Array, low: Float64Array, high: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  let position = 50;
  for (let i = 0; i < x.length; i++) {
    const bottom = at(low, i);
    const range = at(high, i) - bottom;
    if (range > 0) position = (100 * (at(x, i) - bottom)) / range;
    result[i] = Number.isNaN(range) ? NaN : position;
  }
  return result;
}

/** Position of x between its own extremes of the last n bars, in percent. */
export function stochasticOf(x: Float64Array, n: number): Float64Array {
  return rangePosition(x, windowLowest(x, n), windowHighest(x, n));
}

/** Kaufman's efficiency ratio: net change over n bars ÷ path length, 0 … 1; 0 when nothing moved. */
export function efficiencyRatio(x: Float64Array, n: number): Float64Array {
  const path = windowSum(magnitudes(change(x)), n);
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const length = at(path, i);
    result[i] = length === 0 ? 0 : Math.abs(at(x, i) - at(x, i - n)) / length;
  }
  return result;
}

/** Wilder's relative strength index, 0 … 100; 50 when nothing moved. */
export function relativeStrength(x: Float64Array, n: number): Float64Array {
  const up = rma(gains(x), n);
  const down = rma(losses(x), n);
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const moved = at(up, i) + at(down, i);
    result[i] = moved === 0 ? 50 : (100 * at(up, i)) / moved;
  }
  return result;
}

/** Signed number of bars x has been rising (+) or falling (−) in a row; 0 where it did not move. */
export function runLengths(x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  let run = 0;
  for (let i = 0; i < x.length; i++) {
    const step = at(x, i) - at(x, i - 1);
    if (step > 0) run = run > 0 ? run + 1 : 1;
    else if (step < 0) run = run < 0 ? run - 1 : -1;
    else if (step === 0) run = 0;
    result[i] = Number.isNaN(step) ? NaN : run;
  }
  return result;
}
