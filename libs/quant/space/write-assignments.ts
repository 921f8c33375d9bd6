import { type Bucket, rowAt } from './bucket';
import { nextLevel } from './row';

/**
 * Writes feasible assignments in order, a column per variable: the one at `levels` and those after it, `count` in all.
 * What varies slowly is written in runs. Leaves `levels` at the last one; returns how many there were.
 */
export function writeAssignments(
  buckets: readonly Bucket[],
  columns: readonly Float64Array[],
  levels: Float64Array,
  count: number,
): number {
  const last = buckets.length - 1;
  let isFirst = true;

  /** All completions of the levels chosen so far, from row `at` on; returns the row after them. */
  const writeFrom = (depth: number, at: number): number => {
    const bucket = buckets[depth];
    const column = columns[bucket?.variable ?? -1];
    if (bucket === undefined || column === undefined) throw new RangeError('Every variable needs a column.');
    const { variable } = bucket;
    const row = rowAt(bucket, levels);
    let level = isFirst ? (levels[variable] ?? 0) : nextLevel(row, 0);
    if (depth === last) isFirst = false;
    for (; level !== -1 && at < count; level = nextLevel(row, level + 1)) {
      levels[variable] = level;
      if (depth === last) column[at++] = level;
      else for (const end = writeFrom(depth + 1, at); at < end; at++) column[at] = level;
    }
    return at;
  };
  return buckets.length === 0 ? Math.min(count, 1) : writeFrom(0, 0);
}
