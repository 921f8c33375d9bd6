import { decodeFloat64, encodeFloat64 } from '#kernel';
import { z } from 'zod';

/** By tag, not `instanceof`: an array from another thread's or test's realm is a column too. */
const column = z.custom<Float64Array>((value) => Object.prototype.toString.call(value) === '[object Float64Array]');

/** A column of doubles: Float64Array in memory, base64 of its little-endian bytes in the log. NaN and the infinities survive. */
export const float64Column = z.codec(z.string(), column, {
  decode: (text) => decodeFloat64(text),
  encode: (values) => encodeFloat64(values),
});
