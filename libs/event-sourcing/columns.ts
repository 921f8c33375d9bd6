import { decodeFloat64, encodeFloat64, float64Bytes, float64Of } from '#kernel';
import { z } from 'zod';

/** By tag, not `instanceof`: an array from another thread's or test's realm is a column too. */
const isColumn = (value: unknown): value is Float64Array =>
  Object.prototype.toString.call(value) === '[object Float64Array]';

/** A column of doubles inside JSON: Float64Array in memory, base64 of its little-endian bytes in the log. NaN and the infinities survive. */
export const float64Column = z.codec(z.string(), z.custom<Float64Array>(isColumn), {
  decode: (text) => decodeFloat64(text),
  encode: (values) => encodeFloat64(values),
});

/** So many columns of so many values each. */
export interface ColumnShape {
  columns: number;
  rows: number;
}

/**
 * Columns as bytes: eight per value, little-endian, one column after the other. Every bit survives.
 * @throws RangeError when they do not have this shape
 */
export function packColumns(values: unknown, { columns, rows }: ColumnShape): Uint8Array {
  const list = Array.isArray(values) ? values.filter(isColumn) : [];
  if (list.length !== columns || !Array.isArray(values) || values.length !== columns)
    throw new RangeError(`There must be ${columns} columns of doubles, not ${list.length}.`);
  const bytes = new Uint8Array(8 * columns * rows);
  list.forEach((column, i) => {
    if (column.length !== rows) throw new RangeError(`Column ${i} must have ${rows} values, not ${column.length}.`);
    bytes.set(float64Bytes(column), 8 * rows * i);
  });
  return bytes;
}

/**
 * The inverse of `packColumns`: views of the same memory where the machine allows it.
 * @throws RangeError when the bytes are not there or hold something else
 */
export function unpackColumns(bytes: Uint8Array | undefined, { columns, rows }: ColumnShape): Float64Array[] {
  if (bytes?.byteLength !== 8 * columns * rows)
    throw new RangeError(
      `${columns} columns of ${rows} values take ${8 * columns * rows} bytes; there are ${bytes?.byteLength ?? 'none'}.`,
    );
  const values = float64Of(bytes);
  return Array.from({ length: columns }, (_, i) => values.subarray(i * rows, (i + 1) * rows));
}
