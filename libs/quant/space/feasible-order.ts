import { type Bucket, createBucket, rowAt, sumOut } from './bucket';
import { type ExactColumn, readExact } from './exact-column';
import type { FactorProblem } from './factor';
import { largestTable } from './narrow-order';
import { countBelow, levelOf, type Row, totalOf } from './row';
import type { Counts } from './sums';
import { numberUnranking } from './unrank-number';
import { MOST_TABLE_CELLS, TooMuchWork, Work } from './work';
import { writeAssignments } from './write-assignments';

/**
 * The feasible assignments in order, counted and addressed without listing them: lexicographic in `order`, whose first
 * variable varies slowest. `levels` has one entry per variable, in the order of the problem.
 */
export interface FeasibleOrder {
  order: readonly number[];
  count: bigint;
  /** Writes the assignment with this rank (0 … count−1) into `levels`. */
  unrank(rank: bigint, levels: Float64Array): void;
  /** Of many ranks, in a column per variable: doubles where all are below 2^53. @throws RangeError for a rank that does not exist */
  unrankAll(ranks: ExactColumn, columns: readonly Float64Array[]): void;
  /** How many feasible assignments come before `levels`, which need not be feasible itself. */
  rank(levels: ArrayLike<number>): bigint;
  /** Writes the assignment with this rank and those after it, a column per variable. @throws RangeError after the last */
  write(rank: bigint, count: number, columns: readonly Float64Array[]): void;
  /** How many feasible assignments begin with the levels of the first `depth` variables of the order. */
  completions(levels: ArrayLike<number>, depth: number): bigint;
}

/**
 * Bucket elimination (Dechter, "Bucket elimination: a unifying framework for reasoning", Artificial Intelligence 113,
 * 1999): variables are summed out from the last of `order` to the first; each bucket leaves a table of counts over the
 * variables it is linked to. What no factor links is only multiplied. A factor with a known direction in the variable
 * summed out needs no table over its levels: it allows an interval of them, and sums over intervals come from running
 * sums. Cost is exponential in the induced width of the order, not in the number of variables. Null when it would be
 * too much work.
 */
export function feasibleOrder(problem: FactorProblem, order: readonly number[]): FeasibleOrder | null {
  if (largestTable(problem, order) > MOST_TABLE_CELLS) return null;
  try {
    return createOrder(order, eliminate(problem, order));
  } catch (error) {
    if (error instanceof TooMuchWork) return null;
    throw error;
  }
}

/** A bucket for every variable, in order, and how many assignments are feasible. @throws TooMuchWork */
function eliminate({ sizes, factors }: FactorProblem, order: readonly number[]): { buckets: Bucket[]; count: bigint } {
  const work = new Work();
  const buckets: Bucket[] = [];
  const open = { factors: [...factors], counts: [] as Counts[] };
  let count = 1n;
  for (const variable of [...order].reverse()) {
    const input = {
      variable,
      factors: open.factors.filter(({ scope }) => scope.includes(variable)),
      counts: open.counts.filter(({ shape }) => shape.scope.includes(variable)),
    };
    const bucket = createBucket(sizes, input, work);
    buckets.unshift(bucket);
    if (input.factors.length + input.counts.length === 0) {
      count *= BigInt(bucket.size);
      continue;
    }
    open.factors = open.factors.filter((factor) => !input.factors.includes(factor));
    open.counts = open.counts.filter((counts) => !input.counts.includes(counts));
    open.counts.push(sumOut(sizes, bucket, work));
  }
  for (const { column } of open.counts) count *= readExact(column, 0);
  return { buckets, count: open.factors.every(({ holds }) => holds([])) ? count : 0n };
}

function createOrder(
  order: readonly number[],
  { buckets, count }: { buckets: readonly Bucket[]; count: bigint },
): FeasibleOrder {
  /** Walks to `levels` and tells how many come before it and how many begin with its first `depth`. */
  const walk = (levels: ArrayLike<number>, depth: number) => {
    let before = 0n;
    let remaining = count;
    for (const bucket of buckets.slice(0, depth)) {
      const row = rowAt(bucket, levels);
      const each = share(row, remaining);
      const level = levels[bucket.variable] ?? 0;
      const below = countBelow(row, level);
      before += below * each;
      remaining = (countBelow(row, level + 1) - below) * each;
      if (remaining === 0n) break;
    }
    return { before, remaining };
  };

  const unrank = (rank: bigint, levels: Float64Array) => {
    if (rank < 0n || rank >= count) throw new RangeError(`There is no feasible point ${rank} among ${count}.`);
    let left = rank;
    let remaining = count;
    for (const bucket of buckets) {
      const row = rowAt(bucket, levels);
      const each = share(row, remaining);
      const level = levelOf(row, left / each);
      const below = countBelow(row, level);
      levels[bucket.variable] = level;
      left -= below * each;
      remaining = (countBelow(row, level + 1) - below) * each;
    }
  };

  return {
    order,
    count,
    rank: (levels) => walk(levels, order.length).before,
    completions: (levels, depth) => walk(levels, depth).remaining,
    unrank,
    unrankAll: (ranks, columns) => {
      const levels = new Float64Array(order.length);
      const unrankNumber = ranks instanceof Float64Array ? numberUnranking(buckets, count) : null;
      for (let row = 0; row < ranks.length; row++) {
        if (unrankNumber === null) unrank(readExact(ranks, row), levels);
        else unrankNumber(Number(ranks[row]), levels);
        for (let i = 0; i < levels.length; i++) {
          const column = columns[i];
          if (column !== undefined) column[row] = levels[i] ?? 0;
        }
      }
    },
    write: (rank, count, columns) => {
      if (count === 0) return;
      const levels = new Float64Array(order.length);
      unrank(rank, levels);
      const written = writeAssignments(buckets, columns, levels, count);
      if (written < count) throw new RangeError(`There are ${written} feasible points from ${rank} on, not ${count}.`);
    },
  };
}

/** Completions that share one completion of this row: of the variables that do not depend on it. */
function share(row: Row, remaining: bigint): bigint {
  const total = totalOf(row);
  return total === 0n ? 0n : remaining / total;
}
