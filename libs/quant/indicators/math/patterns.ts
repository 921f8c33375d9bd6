import type { Candles } from '#quant/candles';
import { at, column } from './columns';

/** 1 where the pattern holds, else 0; NaN on the first `lookback` bars, which it cannot judge. */
export function patternColumn(length: number, lookback: number, holds: (i: number) => boolean): Float64Array {
  return column(length, (i) => (i < lookback ? NaN : Number(holds(i))));
}

/** The candles upside down: a bearish pattern is the bullish one of these. */
export function mirrored(candles: Candles): Candles {
  const { open, high, low, close } = candles;
  const negated = (x: Float64Array): Float64Array => x.map((price) => -price);
  return { ...candles, open: negated(open), high: negated(low), low: negated(high), close: negated(close) };
}

/** |close − open|. */
export function bodySizes({ open, close }: Candles): Float64Array {
  return column(close.length, (i) => Math.abs(at(close, i) - at(open, i)));
}

/** A bar that closes up over the whole, smaller body of a bar that closed down. */
export function bullishEngulfing(candles: Candles): Float64Array {
  const { open, close } = candles;
  const body = bodySizes(candles);
  return patternColumn(close.length, 1, (i) => {
    const fell = at(close, i - 1) < at(open, i - 1);
    const covers = at(open, i) <= at(close, i - 1) && at(close, i) >= at(open, i - 1);
    return fell && at(close, i) > at(open, i) && covers && at(body, i) > at(body, i - 1);
  });
}

/** A small body on top of a long lower wick. */
export function hammer(candles: Candles, bodyShare: number, wickLength: number): Float64Array {
  const { open, high, low, close } = candles;
  const body = bodySizes(candles);
  return patternColumn(close.length, 0, (i) => {
    const range = at(high, i) - at(low, i);
    const lowerWick = Math.min(at(open, i), at(close, i)) - at(low, i);
    const upperWick = at(high, i) - Math.max(at(open, i), at(close, i));
    const size = at(body, i);
    return range > 0 && size <= bodyShare * range && lowerWick >= wickLength * size && upperWick <= size;
  });
}

/** A long falling bar, a small one below it, and a rising one that closes above the middle of the first. */
export function morningStar(candles: Candles, meanBody: Float64Array): Float64Array {
  const { open, close } = candles;
  const body = bodySizes(candles);
  return patternColumn(close.length, 11, (i) => {
    const [first, second] = [i - 2, i - 1];
    const size = at(body, first);
    const falls = at(close, first) < at(open, first) && size > at(meanBody, first);
    const top = Math.max(at(open, second), at(close, second));
    const pauses = at(body, second) < 0.5 * size && top < at(close, first) + 0.1 * size;
    const rises = at(close, i) > at(open, i) && at(close, i) > (at(open, first) + at(close, first)) / 2;
    return falls && pauses && rises;
  });
}

/** Three rising bars, each opening within the body before and closing higher, near its high. */
export function threeSoldiers(candles: Candles): Float64Array {
  const { open, high, low, close } = candles;
  const isSoldier = (i: number): boolean => {
    const upperWick = at(high, i) - Math.max(at(open, i), at(close, i));
    return at(close, i) > at(open, i) && upperWick < 0.3 * (at(high, i) - at(low, i));
  };
  const follows = (i: number): boolean =>
    at(close, i) > at(close, i - 1) && at(open, i) >= at(open, i - 1) && at(open, i) <= at(close, i - 1);
  return patternColumn(
    close.length,
    2,
    (i) => isSoldier(i - 2) && isSoldier(i - 1) && isSoldier(i) && follows(i - 1) && follows(i),
  );
}
