import type { Candles, Interval } from './candles';
import { DAY_MS, intervalMs, valueAt } from './interval';

/** Longer bars made of the bars of some candles. */
export interface HigherBars {
  /** Labelled like their first bar. The last one may still be forming. */
  candles: Candles;
  /**
   * For each bar of the original the last higher bar that was complete at its close, or -1: one is complete once a bar of
   * a later period is there, so the forming one is never visible.
   */
  visible: Int32Array;
}

/**
 * Gathers bars into periods of the interval: UTC days, weeks from Monday, calendar months, groups of hours or minutes
 * from midnight. A bar as long as the interval or longer is a period of its own.
 */
export function resampleCandles(candles: Candles, interval: Interval): HigherBars {
  const { time, open, high, low, close, volume } = candles;
  const firstBars: number[] = [];
  const visible = new Int32Array(time.length);
  let period = NaN;
  time.forEach((label, bar) => {
    const next = periodOf(label, interval);
    if (next !== period) firstBars.push(bar);
    period = next;
    visible[bar] = firstBars.length - 2;
  });
  const from = Uint32Array.from(firstBars);
  const fold = (column: Float64Array, join: (a: number, b: number) => number): Float64Array =>
    Float64Array.from(from, (start, i) => column.subarray(start, from[i + 1]).reduce((a, b) => join(a, b)));
  return {
    visible,
    candles: {
      symbol: candles.symbol,
      interval,
      time: fold(time, (first) => first),
      open: fold(open, (first) => first),
      high: fold(high, Math.max),
      low: fold(low, Math.min),
      close: fold(close, (_, last) => last),
      volume: fold(volume, (sum, more) => sum + more),
    },
  };
}

/** The values of higher bars at the closes of the bars they are made of; NaN before the first is complete. */
export function spreadHigher(column: Float64Array, visible: Int32Array): Float64Array {
  return Float64Array.from(visible, (higher) => (higher < 0 ? NaN : valueAt(column, higher)));
}

/** A number that is the same for all labels of one period and grows with time. */
function periodOf(label: number, interval: Interval): number {
  const day = Math.floor(label / DAY_MS);
  switch (interval) {
    case '1M': {
      const date = new Date(label);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    case '1w':
      // 1970-01-01 was a Thursday.
      return Math.floor((day + 3) / 7);
    default:
      return Math.floor(label / intervalMs(interval));
  }
}
