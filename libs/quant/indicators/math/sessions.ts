import type { IndicatorInput } from '../indicator.types';
import { at } from './columns';

/** First bar of each bar's session. */
export function sessionStarts({ candles: { time }, calendar }: IndicatorInput): Int32Array {
  const starts = new Int32Array(time.length);
  let start = 0;
  let session = NaN;
  for (let i = 0; i < time.length; i++) {
    const next = calendar.sessionOf(at(time, i));
    if (next !== session) start = i;
    session = next;
    starts[i] = start;
  }
  return starts;
}

/** The highest (sign 1) or lowest (−1) value of the session so far. */
export function sessionExtreme(starts: Int32Array, x: Float64Array, sign: 1 | -1): Float64Array {
  const result = new Float64Array(x.length);
  let extreme = NaN;
  for (let i = 0; i < x.length; i++) {
    const value = at(x, i);
    if (starts[i] === i || sign * value > sign * extreme || Number.isNaN(value)) extreme = value;
    result[i] = extreme;
  }
  return result;
}

/**
 * The highest (sign 1) or lowest (−1) of the bars that begin within the first `minutes` of the session, from the first
 * bar's label; known from the first bar on that ends with or after them.
 */
export function openingRange(
  input: IndicatorInput,
  x: Float64Array,
  { minutes, sign }: { minutes: number; sign: 1 | -1 },
): Float64Array {
  const { time } = input.candles;
  const starts = sessionStarts(input);
  const result = new Float64Array(x.length);
  let extreme = NaN;
  for (let i = 0; i < x.length; i++) {
    const start = starts[i] ?? i;
    const value = at(x, i);
    const elapsed = (at(time, i) - at(time, start)) / 60_000;
    if (start === i || (elapsed < minutes && sign * value > sign * extreme)) extreme = value;
    result[i] = elapsed >= minutes ? extreme : NaN;
  }
  return result;
}
