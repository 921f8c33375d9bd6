/** Which levels go together. `holds` reads only the levels of `scope`. */
export interface Factor {
  scope: readonly number[];
  holds(levels: ArrayLike<number>): boolean;
}

/** Variables 0 … n−1 with `sizes[v]` levels each, and what restricts them. */
export interface FactorProblem {
  sizes: readonly number[];
  factors: readonly Factor[];
}

/**
 * The feasible assignments in order, counted and addressed without listing them: lexicographic in `order`, whose first
 * variable varies slowest. `levels` has one entry per variable, in the order of the problem.
 */
export interface FeasibleOrder {
  order: readonly number[];
  count: bigint;
  /** Writes the assignment with this rank (0 … count−1) into `levels`. */
  unrank(rank: bigint, levels: Float64Array): void;
  /** How many feasible assignments come before `levels`, which need not be feasible itself. */
  rank(levels: ArrayLike<number>): bigint;
  /** Moves to the next feasible assignment; false (and `levels` unchanged) after the last. */
  advance(levels: Float64Array): boolean;
  /** How many feasible assignments begin with the levels of the first `depth` variables of the order. */
  completions(levels: ArrayLike<number>, depth: number): bigint;
}

/** No table of the elimination may have more cells: bounds time (about half a second) and memory. */
export const MOST_TABLE_CELLS = 2 ** 21;

/**
 * Bucket elimination (Dechter, "Bucket elimination: a unifying framework for reasoning", Artificial Intelligence 113,
 * 1999): variables are summed out from the last of `order` to the first; each bucket leaves a table of counts over the
 * variables it is linked to. What no factor links is only multiplied. Cost is exponential in the induced width of the
 * order, not in the number of variables. Null when a table would exceed `MOST_TABLE_CELLS`.
 */
export function feasibleOrder(problem: FactorProblem, order: readonly number[]): FeasibleOrder | null {
  const masks: Mask[] = [];
  for (const factor of problem.factors) {
    const mask = tabulate(problem.sizes, factor);
    if (mask === null) return null;
    masks.push(mask);
  }
  const buckets = new Map<number, Bucket>();
  let open: { masks: Mask[]; counts: Counts[] } = { masks, counts: [] };
  for (const variable of [...order].reverse()) {
    const isOf = (table: { scope: readonly number[] }) => table.scope.includes(variable);
    const bucket = { variable, masks: open.masks.filter(isOf), counts: open.counts.filter(isOf) };
    if (bucket.masks.length + bucket.counts.length === 0) continue;
    const total = sumOut(problem.sizes, bucket);
    if (total === null) return null;
    buckets.set(variable, { ...bucket, total });
    open = {
      masks: open.masks.filter((table) => !isOf(table)),
      counts: [...open.counts.filter((table) => !isOf(table)), total],
    };
  }
  let count = open.masks.every((mask) => mask.cells[0] === 1) ? 1n : 0n;
  for (const total of open.counts) count *= total.cells[0] ?? 0n;
  for (const variable of order) if (!buckets.has(variable)) count *= BigInt(problem.sizes[variable] ?? 1);
  return createOrder(problem.sizes, order, buckets, count);
}

/** An order for the elimination that keeps its tables small where the given one does not: smallest next table first. */
export function narrowOrder(problem: FactorProblem): number[] {
  let scopes = problem.factors.map(({ scope }) => new Set(scope));
  const left = new Set(problem.sizes.keys());
  const eliminated: number[] = [];
  const linkedTo = (variable: number) =>
    new Set([variable, ...scopes.filter((scope) => scope.has(variable)).flatMap((scope) => [...scope])]);
  const cellsOf = (variable: number) => cellCount(problem.sizes, [...linkedTo(variable)]);
  while (left.size > 0) {
    let best = -1;
    let fewest = Infinity;
    for (const variable of left) {
      const cells = cellsOf(variable);
      if (cells < fewest) [best, fewest] = [variable, cells];
    }
    if (best === -1) best = [...left][0] ?? 0;
    const message = linkedTo(best);
    message.delete(best);
    scopes = [...scopes.filter((scope) => !scope.has(best)), message];
    left.delete(best);
    eliminated.push(best);
  }
  return eliminated.reverse();
}

interface Table<Cells> {
  scope: readonly number[];
  strides: readonly number[];
  cells: Cells;
}
/** 1 where the levels go together. */
type Mask = Table<Uint8Array>;
/** How many assignments of the variables summed out so far there are. */
type Counts = Table<bigint[]>;

interface Bucket {
  variable: number;
  masks: readonly Mask[];
  counts: readonly Counts[];
  total: Counts;
}

function tabulate(sizes: readonly number[], { scope, holds }: Factor): Mask | null {
  const size = cellCount(sizes, scope);
  if (size > MOST_TABLE_CELLS) return null;
  const cells = new Uint8Array(size);
  forEachAssignment(sizes, scope, (levels, cell) => {
    cells[cell] = holds(levels) ? 1 : 0;
  });
  return { scope, strides: stridesOf(sizes, scope), cells };
}

function sumOut(sizes: readonly number[], bucket: Omit<Bucket, 'total'>): Counts | null {
  const linked = new Set([...bucket.masks, ...bucket.counts].flatMap(({ scope }) => scope));
  const joint = [...linked].sort((a, b) => a - b);
  if (cellCount(sizes, joint) > MOST_TABLE_CELLS) return null;
  const scope = joint.filter((variable) => variable !== bucket.variable);
  const cells: bigint[] = [];
  const size = sizes[bucket.variable] ?? 1;
  forEachAssignment(sizes, scope, (levels) => {
    const allowed = allowedLevels(bucket, levels);
    let whole = 0;
    let sum = 0n;
    for (let level = 0; level < size; level++) {
      if (!allowed(level)) continue;
      if (bucket.counts.length === 0) whole++;
      else sum += product(bucket, levels, level);
    }
    cells.push(sum + BigInt(whole));
  });
  return { scope, strides: stridesOf(sizes, scope), cells };
}

function createOrder(
  sizes: readonly number[],
  order: readonly number[],
  buckets: ReadonlyMap<number, Bucket>,
  count: bigint,
): FeasibleOrder {
  const sizeOf = (variable: number) => sizes[variable] ?? 1;

  /** Completions that share one level of `variable`, divided by what that level itself allows. */
  const share = (variable: number, levels: ArrayLike<number>, remaining: bigint): bigint => {
    const bucket = buckets.get(variable);
    const total = bucket ? lookUp(bucket.total, levels) : BigInt(sizeOf(variable));
    return total === 0n ? 0n : remaining / total;
  };
  const nextLevel = (variable: number, levels: ArrayLike<number>, from: number): number => {
    const bucket = buckets.get(variable);
    if (!bucket) return from < sizeOf(variable) ? from : -1;
    const allowed = allowedLevels(bucket, levels);
    for (let level = from; level < sizeOf(variable); level++) {
      if (allowed(level) && product(bucket, levels, level) > 0n) return level;
    }
    return -1;
  };
  /** Walks to `levels` and tells at each variable how many come before it there and how many remain below it. */
  const walk = (levels: ArrayLike<number>, depth: number) => {
    let before = 0n;
    let remaining = count;
    for (const variable of order.slice(0, depth)) {
      const each = share(variable, levels, remaining);
      const bucket = buckets.get(variable);
      const level = levels[variable] ?? 0;
      if (!bucket) {
        before += BigInt(level) * each;
        remaining = each;
        continue;
      }
      const allowed = allowedLevels(bucket, levels);
      for (let l = 0; l < level; l++) if (allowed(l)) before += product(bucket, levels, l) * each;
      remaining = allowed(level) ? product(bucket, levels, level) * each : 0n;
      if (remaining === 0n) break;
    }
    return { before, remaining };
  };

  return {
    order,
    count,
    rank: (levels) => walk(levels, order.length).before,
    completions: (levels, depth) => walk(levels, depth).remaining,
    unrank: (rank, levels) => {
      if (rank < 0n || rank >= count) throw new RangeError(`There is no feasible point ${rank} among ${count}.`);
      let left = rank;
      let remaining = count;
      for (const variable of order) {
        const each = share(variable, levels, remaining);
        const bucket = buckets.get(variable);
        if (!bucket) {
          levels[variable] = Number(left / each);
          left %= each;
          remaining = each;
          continue;
        }
        for (let level = nextLevel(variable, levels, 0); ; level = nextLevel(variable, levels, level + 1)) {
          remaining = product(bucket, levels, level) * each;
          levels[variable] = level;
          if (left < remaining) break;
          left -= remaining;
        }
      }
    },
    advance: (levels) => {
      for (let i = order.length - 1; i >= 0; i--) {
        const variable = order[i] ?? 0;
        const next = nextLevel(variable, levels, (levels[variable] ?? 0) + 1);
        if (next === -1) continue;
        levels[variable] = next;
        for (const later of order.slice(i + 1)) levels[later] = nextLevel(later, levels, 0);
        return true;
      }
      return false;
    },
  };
}

/** Which levels of the bucket's variable its masks allow, the other variables being at `levels`. */
function allowedLevels(
  { variable, masks }: Omit<Bucket, 'total'>,
  levels: ArrayLike<number>,
): (level: number) => boolean {
  const rows = masks.map((mask) => ({ cells: mask.cells, ...rowOf(mask, variable, levels) }));
  return (level) => rows.every(({ cells, base, stride }) => cells[base + level * stride] === 1);
}

function product({ variable, counts }: Omit<Bucket, 'total'>, levels: ArrayLike<number>, level: number): bigint {
  let result = 1n;
  for (const table of counts) {
    const { base, stride } = rowOf(table, variable, levels);
    result *= table.cells[base + level * stride] ?? 0n;
  }
  return result;
}

function lookUp({ scope, strides, cells }: Counts, levels: ArrayLike<number>): bigint {
  let cell = 0;
  for (let i = 0; i < scope.length; i++) cell += (levels[scope[i] ?? 0] ?? 0) * (strides[i] ?? 0);
  return cells[cell] ?? 0n;
}

/** Where the levels of `variable` lie in the table: `base + level · stride`. */
function rowOf({ scope, strides }: Table<unknown>, variable: number, levels: ArrayLike<number>) {
  let base = 0;
  let stride = 0;
  for (let i = 0; i < scope.length; i++) {
    if (scope[i] === variable) stride = strides[i] ?? 0;
    else base += (levels[scope[i] ?? 0] ?? 0) * (strides[i] ?? 0);
  }
  return { base, stride };
}

function cellCount(sizes: readonly number[], scope: readonly number[]): number {
  return scope.reduce((cells, variable) => cells * (sizes[variable] ?? 1), 1);
}

/** Row-major: the last variable of the scope is contiguous. */
function stridesOf(sizes: readonly number[], scope: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const variable of [...scope].reverse()) {
    strides.unshift(stride);
    stride *= sizes[variable] ?? 1;
  }
  return strides;
}

/** Calls `visit` for every assignment of `scope`, in row-major order, with one reused array of levels. */
function forEachAssignment(
  sizes: readonly number[],
  scope: readonly number[],
  visit: (levels: Float64Array, cell: number) => void,
): void {
  const levels = new Float64Array(sizes.length);
  const cells = cellCount(sizes, scope);
  for (let cell = 0; cell < cells; cell++) {
    visit(levels, cell);
    for (let i = scope.length - 1; i >= 0; i--) {
      const variable = scope[i] ?? 0;
      levels[variable] = (levels[variable] ?? 0) + 1;
      if ((levels[variable] ?? 0) < (sizes[variable] ?? 1)) break;
      levels[variable] = 0;
    }
  }
}
