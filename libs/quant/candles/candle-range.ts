import type { Candles } from './candles';
import { DAY_MS, valueAt } from './interval';
import { formatTime, parseTime } from './time-text';

/** Bars [from, to). */
export interface BarRange {
  from: number;
  to: number;
}

export type RangeResult = { ok: true; bars: BarRange } | { ok: false; message: string };

/** A view of bars [from, to): no copy is made. Throws a RangeError when the range does not lie within the candles. */
export function sliceCandles(candles: Candles, from: number, to: number): Candles {
  const bars = candles.time.length;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to > bars) {
    throw new RangeError(`Bars [${from}, ${to}) do not lie within the ${bars} bars of ${candles.symbol}.`);
  }
  const cut = (column: Float64Array) => column.subarray(from, to);
  return {
    symbol: candles.symbol,
    interval: candles.interval,
    time: cut(candles.time),
    open: cut(candles.open),
    high: cut(candles.high),
    low: cut(candles.low),
    close: cut(candles.close),
    volume: cut(candles.volume),
  };
}

/**
 * The bars labelled between `start` and `end`, both included; a date without a time as `end` includes its whole day.
 * Null or absent = from the first, to the last bar. Fails with a message when a text is no time or no bar is left.
 */
export function resolveRange(candles: Candles, start: string | null = null, end: string | null = null): RangeResult {
  const { time } = candles;
  if (time.length === 0) return { ok: false, message: `${candles.symbol} has no bars.` };
  const first = start === null ? null : parseTime(start);
  const last = end === null ? null : parseTime(end);
  if (start !== null && first === null) return { ok: false, message: notATime('start', start) };
  if (end !== null && last === null) return { ok: false, message: notATime('end', end) };
  const from = first === null ? 0 : firstBarAtOrAfter(time, first.ms);
  const to = last === null ? time.length : firstBarAtOrAfter(time, last.dateOnly ? last.ms + DAY_MS : last.ms + 1);
  if (from < to) return { ok: true, bars: { from, to } };
  const range = `${formatTime(valueAt(time, 0))} to ${formatTime(valueAt(time, time.length - 1))}`;
  return {
    ok: false,
    message: `No bar of ${candles.symbol} lies between ${start ?? 'its first bar'} and ${end ?? 'its last bar'}; the data covers ${range}.`,
  };
}

function notATime(name: string, text: string): string {
  return `${name} is ${JSON.stringify(text)}, expected a time such as 2020-01-31 or 2020-01-31T09:30:00Z.`;
}

function firstBarAtOrAfter(time: Float64Array, ms: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(time, middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
