import { type ExactColumn, readExact } from './exact-column';

/** The levels of one variable while the others stand at certain levels: `low` ≤ level < `high`. */
export interface Row {
  low: number;
  high: number;
  /** Running sums: how many completions the levels below `level` have, at `base + level`. Null: each level has one. */
  sums: ExactColumn | null;
  base: number;
}

/** How many completions the levels below this one have. */
export function countBelow(row: Row, level: number): bigint {
  return sumTo(row, Math.min(Math.max(level, row.low), row.high)) - sumTo(row, row.low);
}

export function totalOf(row: Row): bigint {
  return countBelow(row, row.high);
}

/** The level at which the completion with this number lies, counted from 0 over all levels of the row. */
export function levelOf(row: Row, number: bigint): number {
  return row.sums === null ? row.low + Number(number) : levelBeyond(row, row.low, sumTo(row, row.low) + number);
}

/** The first level from this one on that has completions; −1 if none has. */
export function nextLevel(row: Row, from: number): number {
  const first = Math.max(from, row.low);
  if (first >= row.high) return -1;
  if (row.sums === null || (row.sums[row.base + first + 1] ?? 0) > (row.sums[row.base + first] ?? 0)) return first;
  const level = levelBeyond(row, first, sumTo(row, first));
  return level < row.high ? level : -1;
}

function sumTo({ sums, base }: Row, level: number): bigint {
  return sums === null ? BigInt(level) : readExact(sums, base + level);
}

/** The first level from `low` on with which the running sum exceeds `sum`. */
function levelBeyond({ high: end, sums, base }: Row, low: number, sum: bigint): number {
  let high = end;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sums?.[base + middle + 1] ?? 0) > sum) high = middle;
    else low = middle + 1;
  }
  return low;
}
