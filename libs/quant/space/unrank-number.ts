import { type Bucket, rowAt } from './bucket';
import type { Row } from './row';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { floor } = Math;

/**
 * Rank → assignment as `FeasibleOrder.unrank` does it, in doubles, which are exact below 2^53: so is the quotient of two
 * of them rounded down. Null where a count is larger.
 */
export function numberUnranking(
  buckets: readonly Bucket[],
  count: bigint,
): ((rank: number, levels: Float64Array) => void) | null {
  const isExact = buckets.every(({ sums }) => sums === null || sums.column instanceof Float64Array);
  if (!isExact || count > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const all = Number(count);
  return (rank, levels) => {
    if (!(rank >= 0 && rank < all)) throw new RangeError(`There is no feasible point ${rank} among ${all}.`);
    let left = rank;
    let remaining = all;
    for (const bucket of buckets) {
      const row = rowAt(bucket, levels);
      const before = sumTo(row, row.low);
      const each = remaining / (sumTo(row, row.high) - before);
      const level = levelAt(row, before + floor(left / each));
      const below = sumTo(row, level);
      levels[bucket.variable] = level;
      left -= (below - before) * each;
      remaining = (sumTo(row, level + 1) - below) * each;
    }
  };
}

/** Completions of all levels below this one, the impossible ones included. */
function sumTo({ sums, base }: Row, level: number): number {
  return sums === null ? level : Number(sums[base + level]);
}

/** The level whose completions hold the one with this number. */
function levelAt(row: Row, number: number): number {
  if (row.sums === null) return number;
  let { low, high } = row;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sumTo(row, middle + 1) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
