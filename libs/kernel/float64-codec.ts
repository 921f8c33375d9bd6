import { fromUint8Array, toUint8Array } from 'js-base64';

/** Float64 column → base64 of its little-endian bytes. Every bit survives: NaN, ±Infinity and −0 too. */
export function encodeFloat64(column: Float64Array): string {
  return fromUint8Array(littleEndian(column));
}

/** The inverse of `encodeFloat64`. Throws a RangeError when the text does not hold whole doubles. */
export function decodeFloat64(text: string): Float64Array {
  const bytes = toUint8Array(text);
  if (bytes.byteLength % 8 !== 0) throw new RangeError(`A column of ${bytes.byteLength} bytes holds no whole doubles.`);
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return new Float64Array(littleEndian(new Float64Array(copy.buffer)).buffer as ArrayBuffer);
}

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The column's bytes, least significant first; a view where the host agrees, a swapped copy where it does not. */
function littleEndian(column: Float64Array): Uint8Array {
  if (HOST_IS_LITTLE_ENDIAN) return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const swapped = new Uint8Array(column.byteLength);
  const view = new DataView(swapped.buffer);
  column.forEach((value, i) => view.setFloat64(i * 8, value, true));
  return swapped;
}
