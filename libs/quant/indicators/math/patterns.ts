import type { Candles } from '#quant/candles';
import { at, difference, magnitudes, scaled } from './columns';

/** The candles upside down: a bearish pattern is the bullish one of these. */
export function mirrored(candles: Candles): Candles {
  const { open, high, low, close } = candles;
  return { ...candles, open: scaled(open, -1), high: scaled(low, -1), low: scaled(high, -1), close: scaled(close, -1) };
}

/** |close − open|. */
export function bodySizes({ open, close }: Candles): Float64Array {
  return magnitudes(difference(close, open));
}

/** A pattern not yet found anywhere: 0, and NaN on the first `lookback` bars, which it cannot judge. */
export function noPattern(length: number, lookback: number): Float64Array {
  return new Float64Array(length).fill(NaN, 0, Math.min(lookback, length));
}

/** A bar that closes up over the whole, smaller body of a bar that closed down. */
export function bullishEngulfing({ open, close }: Candles): Float64Array {
  const found = noPattern(close.length, 1);
  for (let i = 1; i < found.length; i++) {
    const body = at(close, i) - at(open, i);
    const before = at(open, i - 1) - at(close, i - 1);
    const covers = at(open, i) <= at(close, i - 1) && at(close, i) >= at(open, i - 1);
    if (covers && before > 0 && body > before) found[i] = 1;
  }
  return found;
}

/** A small body on top of a long lower wick. */
export function hammer({ open, high, low, close }: Candles, bodyShare: number, wickLength: number): Float64Array {
  const found = noPattern(close.length, 0);
  for (let i = 0; i < found.length; i++) {
    const rises = at(close, i) > at(open, i);
    const top = rises ? at(close, i) : at(open, i);
    const bottom = rises ? at(open, i) : at(close, i);
    const range = at(high, i) - at(low, i);
    const size = top - bottom;
    const hasWicks = bottom - at(low, i) >= wickLength * size && at(high, i) - top <= size;
    if (range > 0 && size <= bodyShare * range && hasWicks) found[i] = 1;
  }
  return found;
}

/** A long falling bar, a small one below it, and a rising one that closes above the middle of the first. */
export function morningStar({ open, close }: Candles, meanBody: Float64Array): Float64Array {
  const found = noPattern(close.length, 11);
  for (let i = 11; i < found.length; i++) {
    const [first, second] = [i - 2, i - 1];
    const size = at(open, first) - at(close, first);
    if (!(size > 0 && size > at(meanBody, first))) continue;
    const top = Math.max(at(open, second), at(close, second));
    const pauses = Math.abs(at(close, second) - at(open, second)) < 0.5 * size && top < at(close, first) + 0.1 * size;
    const rises = at(close, i) > at(open, i) && at(close, i) > (at(open, first) + at(close, first)) / 2;
    if (pauses && rises) found[i] = 1;
  }
  return found;
}

/** Three rising bars, each opening within the body before and closing higher, near its high. */
export function threeSoldiers({ open, high, low, close }: Candles): Float64Array {
  const found = noPattern(close.length, 2);
  /** Bars in a row that close up near their high, each but the first in line with the one before. */
  let soldiers = 0;
  for (let i = 0; i < found.length; i++) {
    const isSoldier = at(close, i) > at(open, i) && at(high, i) - at(close, i) < 0.3 * (at(high, i) - at(low, i));
    const follows =
      at(close, i) > at(close, i - 1) && at(open, i) >= at(open, i - 1) && at(open, i) <= at(close, i - 1);
    soldiers = !isSoldier ? 0 : follows ? soldiers + 1 : 1;
    if (soldiers >= 3) found[i] = 1;
  }
  return found;
}
