/** Whole numbers from 0 on, exactly: doubles where none exceeds 2^53 − 1, else bigints. */
export type ExactColumn = Float64Array | bigint[];

/** Zeros; `most` must not be exceeded later. */
export function exactColumn(length: number, most: bigint): ExactColumn {
  return most <= BigInt(Number.MAX_SAFE_INTEGER) ? new Float64Array(length) : new Array<bigint>(length).fill(0n);
}

export function readExact(column: ExactColumn, i: number): bigint {
  return BigInt(column[i] ?? 0);
}

export function writeExact(column: ExactColumn, i: number, value: bigint): void {
  if (column instanceof Float64Array) column[i] = Number(value);
  else column[i] = value;
}
