/** One coordinate of all trials; unordered ones are 0 apart when equal and 1 when not. */
export interface Dimension {
  values: Float64Array;
  ordered: boolean;
}

export interface KdTree {
  /** The given trials, those near each other in a row. */
  members: Int32Array;
  /** Writes the `k` members nearest to `trial` in d∞, itself aside, nearest first; equally near ones by number. */
  nearest(trial: number, k: number, into: Int32Array): number;
}

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { abs } = Math;

const LEAF = 12;

/**
 * A k-d tree over the given trials (Bentley 1975). It is implicit: the median of a range stands in its middle, smaller
 * coordinates before it, larger ones behind. Coordinates are copied in the order of the tree.
 */
export function createKdTree(dimensions: readonly Dimension[], trials: Int32Array): KdTree {
  const members = trials.slice();
  const splits = new Uint8Array(members.length);
  splitAtMedians(dimensions, members, splits);
  const width = dimensions.length;
  const points = pointsOf(dimensions, members);
  const isOrdered = Uint8Array.from(dimensions, ({ ordered }) => (ordered ? 1 : 0));
  const here = new Float64Array(width);
  // The search in progress.
  let [self, wanted, found] = [-1, 0, 0];
  let best: Int32Array = new Int32Array();
  let distances: Float64Array = new Float64Array();
  let worst = Infinity;

  const offer = (slot: number): void => {
    let distance = 0;
    for (let d = 0, at = slot * width; d < width; d++, at++) {
      let gap = abs((here[d] ?? 0) - (points[at] ?? 0));
      if (isOrdered[d] === 0 && gap !== 0) gap = 1;
      if (gap > distance) distance = gap;
    }
    if (distance > worst) return;
    const member = members[slot] ?? 0;
    if (member === self) return;
    let place = found;
    while (place > 0) {
      const other = distances[place - 1] ?? 0;
      if (distance > other || (distance === other && member > (best[place - 1] ?? 0))) break;
      place--;
    }
    if (place >= wanted) return;
    if (found < wanted) found++;
    for (let i = found - 1; i > place; i--) {
      distances[i] = distances[i - 1] ?? 0;
      best[i] = best[i - 1] ?? 0;
    }
    distances[place] = distance;
    best[place] = member;
    if (found === wanted) worst = distances[wanted - 1] ?? Infinity;
  };
  /** Searches a range whose points are at least `least` away. */
  const search = (from: number, to: number, least: number): void => {
    if (least > worst) return;
    if (to - from <= LEAF) {
      for (let slot = from; slot < to; slot++) offer(slot);
      return;
    }
    const middle = (from + to) >>> 1;
    const split = splits[middle] ?? 0;
    const gap = (here[split] ?? 0) - (points[middle * width + split] ?? 0);
    const beyond = abs(gap) > least ? abs(gap) : least;
    if (gap <= 0) search(from, middle, least);
    else search(middle + 1, to, least);
    offer(middle);
    if (gap <= 0) search(middle + 1, to, beyond);
    else search(from, middle, beyond);
  };
  return {
    members,
    nearest: (trial, k, into) => {
      if (distances.length < k) distances = new Float64Array(k);
      [self, wanted, found, worst, best] = [trial, k, 0, Infinity, into];
      for (let d = 0; d < width; d++) here[d] = dimensions[d]?.values[trial] ?? 0;
      search(0, members.length, 0);
      return found;
    },
  };
}

/** The coordinates of the members, point by point. */
function pointsOf(dimensions: readonly Dimension[], members: Int32Array): Float64Array {
  const points = new Float64Array(members.length * dimensions.length);
  dimensions.forEach(({ values }, d) => {
    for (let i = 0; i < members.length; i++) points[i * dimensions.length + d] = values[members[i] ?? 0] ?? 0;
  });
  return points;
}

/** Puts the median of each range into its middle, of the dimension in which the range has most room. */
function splitAtMedians(dimensions: readonly Dimension[], members: Int32Array, splits: Uint8Array): void {
  const lows = dimensions.map(({ values }) =>
    members.reduce((low, trial) => Math.min(low, values[trial] ?? 0), Infinity),
  );
  const highs = dimensions.map(({ values }) =>
    members.reduce((high, trial) => Math.max(high, values[trial] ?? 0), -Infinity),
  );
  const roomiest = (): number => {
    let best = 0;
    for (let d = 1; d < dimensions.length; d++) if (roomOf(d) > roomOf(best)) best = d;
    return best;
  };
  const roomOf = (d: number): number => (highs[d] ?? 0) - (lows[d] ?? 0);
  const build = (from: number, to: number): void => {
    if (to - from <= LEAF) return;
    const split = roomiest();
    const middle = (from + to) >>> 1;
    const values = dimensions[split]?.values ?? new Float64Array();
    select(values, members, { from, to, middle });
    splits[middle] = split;
    const [low = 0, high = 0, border = 0] = [lows[split], highs[split], values[members[middle] ?? 0]];
    highs[split] = border;
    build(from, middle);
    highs[split] = high;
    lows[split] = border;
    build(middle + 1, to);
    lows[split] = low;
  };
  build(0, members.length);
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
