import type { Candles } from './candles';
import { valueAt } from './interval';
import { formatTime } from './time-text';

export interface SuspectedSplit {
  bar: number;
  date: string;
  /** Old shares : new shares as usually written, `2:1`, or `1:10` for a reverse split. */
  ratio: string;
}

export interface LargeMove {
  bar: number;
  date: string;
  /** Close to close, 0.1 = +10 %. */
  change: number;
}

/** New shares for old ones, most frequent first. */
const SPLITS: [number, number][] = [
  [2, 1], [3, 1], [3, 2], [4, 1], [5, 1], [10, 1], [20, 1], [50, 1],
  [1, 2], [1, 3], [2, 3], [1, 4], [1, 5], [1, 10], [1, 20], [1, 50],
]; // prettier-ignore
/** The market moves over night as well: a jump this near to a ratio (relative) counts. */
const TOLERANCE = 0.04;
const NEIGHBOURS = 5;
const LISTED = 20;

/**
 * Jumps from one close to the next open that are near a simple ratio and that the next five closes confirm, compared
 * with the five before: the signature of a split that was not adjusted for. At most 20 are listed.
 */
export function suspectedSplits({ time, open, close }: Candles): SuspectedSplit[] {
  const found: SuspectedSplit[] = [];
  for (let bar = 1; bar < time.length && found.length < LISTED; bar++) {
    const jump = valueAt(open, bar) / valueAt(close, bar - 1);
    const split = SPLITS.find(([after, before]) => Math.abs((jump * after) / before - 1) < TOLERANCE);
    if (split === undefined) continue;
    const [after, before] = split;
    const shift =
      median(close.subarray(bar, bar + NEIGHBOURS)) / median(close.subarray(Math.max(0, bar - NEIGHBOURS), bar));
    const confirmed = Math.abs(Math.log((shift * after) / before)) < Math.abs(Math.log(shift));
    if (confirmed) found.push({ bar, date: formatTime(valueAt(time, bar)), ratio: `${after}:${before}` });
  }
  return found;
}

/** Bars whose wick beyond the body is longer than 20 typical (median) bar ranges. */
export function extremeWicks({ time, open, high, low, close }: Candles): number {
  const typical = median(high.map((value, bar) => (value - valueAt(low, bar)) / value));
  if (!(typical > 0)) return 0;
  let count = 0;
  for (let bar = 0; bar < time.length; bar++) {
    const [top, bottom] = [valueAt(high, bar), valueAt(low, bar)];
    const body = [valueAt(open, bar), valueAt(close, bar)];
    const wick = Math.max(top - Math.max(...body), Math.min(...body) - bottom);
    if (wick / top > 20 * typical) count += 1;
  }
  return count;
}

/** Log returns beyond 20 robust standard deviations (1.4826 × median absolute return) and beyond 5 %. */
export function largeMoves({ time, close }: Candles): { count: number; largest: LargeMove | null } {
  const size = (bar: number) => Math.abs(Math.log(valueAt(close, bar) / valueAt(close, bar - 1)));
  const sizes = Float64Array.from({ length: Math.max(0, time.length - 1) }, (_, i) => size(i + 1));
  const limit = Math.max(0.05, 20 * 1.4826 * median(sizes));
  let count = 0;
  let largest = -1;
  sizes.forEach((value, i) => {
    if (!(value > limit)) return;
    count += 1;
    if (largest < 0 || value > valueAt(sizes, largest)) largest = i;
  });
  if (largest < 0) return { count, largest: null };
  const bar = largest + 1;
  const change = valueAt(close, bar) / valueAt(close, bar - 1) - 1;
  return { count, largest: { bar, date: formatTime(valueAt(time, bar)), change } };
}

/** Upper median; NaN for no values. */
function median(values: Float64Array): number {
  return valueAt(values.toSorted(), values.length >>> 1);
}
