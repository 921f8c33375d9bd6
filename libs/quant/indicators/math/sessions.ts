import type { IndicatorInput } from '../indicator.types';
import { at, column } from './columns';

/** First bar of each bar's session. */
export function sessionStarts({ candles: { time }, calendar }: IndicatorInput): Float64Array {
  let start = 0;
  let session = NaN;
  return column(time.length, (i) => {
    const next = calendar.sessionOf(at(time, i));
    if (next !== session) start = i;
    session = next;
    return start;
  });
}

/** The value that `pick` prefers among those of the session so far: its highest high, its lowest low. */
export function sessionExtreme(
  input: IndicatorInput,
  x: Float64Array,
  pick: (a: number, b: number) => number,
): Float64Array {
  const starts = sessionStarts(input);
  let extreme = NaN;
  return column(x.length, (i) => {
    extreme = at(starts, i) === i ? at(x, i) : pick(extreme, at(x, i));
    return extreme;
  });
}

/**
 * The extreme of the bars that begin within the first `minutes` of the session, from the first bar's label; known from
 * the first bar on that ends with or after them.
 */
export function openingRange(
  input: IndicatorInput,
  x: Float64Array,
  { minutes, pick }: { minutes: number; pick: (a: number, b: number) => number },
): Float64Array {
  const { time } = input.candles;
  const starts = sessionStarts(input);
  const elapsed = (i: number): number => (at(time, i) - at(time, at(starts, i))) / 60_000;
  let extreme = NaN;
  return column(x.length, (i) => {
    if (at(starts, i) === i) extreme = at(x, i);
    else if (elapsed(i) < minutes) extreme = pick(extreme, at(x, i));
    return elapsed(i) >= minutes ? extreme : NaN;
  });
}
