/** One coordinate of all trials; unordered ones are 0 apart when equal and 1 when not. */
export interface Dimension {
  values: Float64Array;
  ordered: boolean;
}

export interface KdTree {
  /** Writes the `k` members nearest to `trial` in d∞, itself aside, nearest first; equally near ones by number. */
  nearest(trial: number, k: number, into: Int32Array): number;
}

const LEAF = 12;

/**
 * A k-d tree over the given trials (Bentley 1975). It is implicit: the median of a range stands in its middle, smaller
 * coordinates before it, larger ones behind.
 */
export function createKdTree(dimensions: readonly Dimension[], trials: Int32Array): KdTree {
  const members = trials.slice();
  const splits = new Uint8Array(members.length);
  build(dimensions, members, splits, 0, members.length);
  const distances = new Float64Array(1024);
  return {
    nearest: (trial, k, into) => {
      let found = 0;
      const worst = () => (found < k ? Infinity : (distances[k - 1] ?? Infinity));
      const offer = (member: number) => {
        if (member === trial) return;
        const distance = distanceWithin(dimensions, trial, member, worst());
        if (distance > worst()) return;
        let slot = found;
        while (slot > 0 && isBefore(distance, member, distances[slot - 1] ?? 0, into[slot - 1] ?? 0)) slot--;
        if (slot >= k) return;
        if (found < k) found++;
        for (let i = found - 1; i > slot; i--) {
          distances[i] = distances[i - 1] ?? 0;
          into[i] = into[i - 1] ?? 0;
        }
        distances[slot] = distance;
        into[slot] = member;
      };
      const search = (from: number, to: number): void => {
        if (to - from <= LEAF) {
          for (let i = from; i < to; i++) offer(members[i] ?? 0);
          return;
        }
        const middle = (from + to) >>> 1;
        const member = members[middle] ?? 0;
        offer(member);
        const values = dimensions[splits[middle] ?? 0]?.values;
        const gap = (values?.[trial] ?? 0) - (values?.[member] ?? 0);
        if (gap <= 0) search(from, middle);
        else search(middle + 1, to);
        if (Math.abs(gap) > worst()) return;
        if (gap <= 0) search(middle + 1, to);
        else search(from, middle);
      };
      search(0, members.length);
      return found;
    },
  };
}

function isBefore(distance: number, trial: number, otherDistance: number, otherTrial: number): boolean {
  return distance < otherDistance || (distance === otherDistance && trial < otherTrial);
}

/** d∞, or anything above `limit` as soon as it is known to be. */
function distanceWithin(dimensions: readonly Dimension[], a: number, b: number, limit: number): number {
  let largest = 0;
  for (const { values, ordered } of dimensions) {
    const gap = Math.abs((values[a] ?? 0) - (values[b] ?? 0));
    const distance = ordered || gap === 0 ? gap : 1;
    if (distance > largest) largest = distance;
    if (largest > limit) return largest;
  }
  return largest;
}

function build(
  dimensions: readonly Dimension[],
  members: Int32Array,
  splits: Uint8Array,
  from: number,
  to: number,
): void {
  if (to - from <= LEAF) return;
  const dimension = widest(dimensions, members, from, to);
  const middle = (from + to) >>> 1;
  const values = dimensions[dimension]?.values ?? new Float64Array();
  select(values, members, { from, to, middle });
  splits[middle] = dimension;
  build(dimensions, members, splits, from, middle);
  build(dimensions, members, splits, middle + 1, to);
}

function widest(dimensions: readonly Dimension[], members: Int32Array, from: number, to: number): number {
  let best = 0;
  let spread = -1;
  dimensions.forEach(({ values }, dimension) => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = values[members[i] ?? 0] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > spread) [best, spread] = [dimension, high - low];
  });
  return best;
}

/** Hoare's quickselect: afterwards `middle` holds its median, nothing larger before it and nothing smaller behind. */
function select(values: Float64Array, members: Int32Array, range: { from: number; to: number; middle: number }): void {
  let low = range.from;
  let high = range.to - 1;
  while (low < high) {
    const pivot = values[members[(low + high) >>> 1] ?? 0] ?? 0;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[members[i] ?? 0] ?? 0) < pivot) i++;
      while ((values[members[j] ?? 0] ?? 0) > pivot) j--;
      if (i > j) break;
      const held = members[i] ?? 0;
      members[i++] = members[j] ?? 0;
      members[j--] = held;
    }
    if (range.middle <= j) high = j;
    else if (range.middle >= i) low = i;
    else return;
  }
}
