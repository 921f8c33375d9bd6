import { INTERVALS, type Interval } from './candles';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;
export const WEEK_MS = 7 * DAY_MS;

const LENGTHS: Record<Interval, number> = {
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '1w': WEEK_MS,
  '1M': (365.2425 / 12) * DAY_MS,
};

/** Length of a bar in milliseconds; for `1M` the mean Gregorian month. */
export function intervalMs(interval: Interval): number {
  return LENGTHS[interval];
}

export function isInterval(text: string): text is Interval {
  return (INTERVALS as readonly string[]).includes(text);
}

/** The most frequent distance between neighbouring bars (the smallest of equals), and how often it occurs. */
export function typicalStep(time: Float64Array): { stepMs: number; share: number } | null {
  if (time.length < 2) return null;
  const counts = new Map<number, number>();
  for (let bar = 1; bar < time.length; bar++) {
    const step = valueAt(time, bar) - valueAt(time, bar - 1);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = { step: 0, count: 0 };
  for (const [step, count] of counts) {
    if (count > best.count || (count === best.count && step < best.step)) best = { step, count };
  }
  return { stepMs: best.step, share: best.count / (time.length - 1) };
}

/**
 * Bar size told by the times alone: the interval as long as the most frequent distance between bars. Weekends, holidays
 * and gaps are rarer than bars that follow each other, so they do not mislead it. Four weeks to a month is `1M`.
 * Null when there are fewer than two bars or the distance is no interval paramo knows.
 */
export function inferInterval(time: Float64Array): Interval | null {
  const typical = typicalStep(time);
  if (typical === null) return null;
  const { stepMs } = typical;
  if (stepMs >= 28 * DAY_MS && stepMs <= 31 * DAY_MS) return '1M';
  return INTERVALS.find((interval) => LENGTHS[interval] === stepMs) ?? null;
}

/** A duration in the largest whole unit: `90 minutes`, `3 days`. */
export function describeDuration(ms: number): string {
  const units: [number, string][] = [
    [DAY_MS, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
    [1000, 'second'],
  ];
  const [length, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'millisecond'];
  const count = ms / length;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** Reads a bar that is known to exist; typed arrays answer `undefined` past their end. */
export function valueAt(column: Float64Array, bar: number): number {
  return column[bar] ?? Number.NaN;
}
