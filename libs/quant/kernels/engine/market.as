// The market that is traded, and what every trial asks of it. The tables are made by MarketTables (market-tables.ts).

const BLOCK_SHIFT: i32 = 4;
const BLOCK: i32 = 1 << BLOCK_SHIFT;

export let bars: i32 = 0;
export let open: usize = 0;
export let high: usize = 0;
export let low: usize = 0;
export let close: usize = 0;
/** Σ r and Σ r² of the close-to-close returns up to each bar, in turns. */
let sums: usize = 0;
/** Σ min(r, 0)² up to each bar. */
let downside: usize = 0;
/** Sparse table of the closes: pairs (lowest, highest), level after level, each as long as the first. */
let extremes: usize = 0;
let levels: i32 = 0;
/** Block by block: lowest and highest close, smallest close ÷ highest before it. */
let falls: usize = 0;
/** Block by block: lowest low and highest high. */
let ranges: usize = 0;
/** Block by block: smallest low ÷ highest high before it in the block, largest high ÷ lowest low before it. */
let trails: usize = 0;
/** Word by word the number and the factor of the short codes. */
export let scales: usize = 0;
export let lowestClose: f64 = 0;
export let highestClose: f64 = 0;

export function setMarket(at: usize): void {
  bars = <i32>load<f64>(at);
  levels = <i32>load<f64>(at, 8);
  lowestClose = load<f64>(at, 16);
  highestClose = load<f64>(at, 24);
  open = <usize>load<f64>(at, 32);
  high = <usize>load<f64>(at, 40);
  low = <usize>load<f64>(at, 48);
  close = <usize>load<f64>(at, 56);
  sums = <usize>load<f64>(at, 64);
  extremes = <usize>load<f64>(at, 72);
  falls = <usize>load<f64>(at, 80);
  ranges = <usize>load<f64>(at, 88);
  trails = <usize>load<f64>(at, 96);
  scales = <usize>load<f64>(at, 104);
  downside = <usize>load<f64>(at, 112);
}

@inline
export function at(column: usize, bar: i32): f64 {
  return load<f64>(column + (<usize>bar << 3));
}

/** (Σ r, Σ r²) of the bars after `from`, up to `to`. */
@inline
export function returnSums(from: i32, to: i32): v128 {
  return f64x2.sub(v128.load(sums + (<usize>to << 4)), v128.load(sums + (<usize>from << 4)));
}

/** Σ min(r, 0)² of the same bars. */
@inline
export function downsideSum(from: i32, to: i32): f64 {
  return at(downside, to) - at(downside, from);
}

/** (lowest, −highest) close of the bars [from, to); from < to. */
@inline
export function closeExtremes(from: i32, to: i32): v128 {
  const level = min<i32>(31 - clz<i32>(to - from), levels - 1);
  const table = extremes + <usize>level * (<usize>bars << 4);
  const width = 1 << level;
  const last = to - width;
  let found = v128.load(table + (<usize>last << 4));
  for (let bar = from; bar < last; bar += width) found = f64x2.pmin(found, v128.load(table + (<usize>bar << 4)));
  return found;
}

/** Smallest close ÷ highest close before it within [from, to), or `known` if that is smaller. */
export function deepestFall(from: i32, to: i32, known: f64): f64 {
  let deepest = known;
  let peak = at(close, from);
  let bar = from;
  const start = min<i32>(to, (from + BLOCK - 1) & ~(BLOCK - 1));
  for (; bar < start; bar++) {
    const value = at(close, bar);
    if (value > peak) peak = value;
    else if (value < deepest * peak) deepest = value / peak;
  }
  for (; bar + BLOCK <= to; bar += BLOCK) {
    const block = falls + <usize>(bar >> BLOCK_SHIFT) * 24;
    const least = load<f64>(block);
    const most = load<f64>(block, 8);
    const fall = load<f64>(block, 16);
    if (least < deepest * peak) deepest = least / peak;
    if (fall < deepest) deepest = fall;
    if (most > peak) peak = most;
  }
  for (; bar < to; bar++) {
    const value = at(close, bar);
    if (value > peak) peak = value;
    else if (value < deepest * peak) deepest = value / peak;
  }
  return deepest;
}

/** The first bar in [from, to) with low ≤ `floor` or high ≥ `ceiling` (NaN is never reached); `to` without one. */
export function firstReaching(floor: f64, ceiling: f64, from: i32, to: i32): i32 {
  for (let bar = from; bar < to; ) {
    const block = ranges + (<usize>(bar >> BLOCK_SHIFT) << 4);
    const end = min<i32>(((bar >> BLOCK_SHIFT) + 1) << BLOCK_SHIFT, to);
    if (load<f64>(block) <= floor || load<f64>(block, 8) >= ceiling) {
      for (; bar < end; bar++) if (at(low, bar) <= floor || at(high, bar) >= ceiling) return bar;
    }
    bar = end;
  }
  return to;
}

/** Lowest low and highest high of the block of 16 bars that begins at `bar`. */
@inline
export function blockLow(bar: i32): f64 {
  return load<f64>(ranges + (<usize>(bar >> BLOCK_SHIFT) << 4));
}

@inline
export function blockHigh(bar: i32): f64 {
  return load<f64>(ranges + (<usize>(bar >> BLOCK_SHIFT) << 4), 8);
}

/** Within that block: smallest low ÷ highest high of an earlier bar, and largest high ÷ lowest low of an earlier bar. */
@inline
export function blockFall(bar: i32): f64 {
  return load<f64>(trails + (<usize>(bar >> BLOCK_SHIFT) << 4));
}

@inline
export function blockRise(bar: i32): f64 {
  return load<f64>(trails + (<usize>(bar >> BLOCK_SHIFT) << 4), 8);
}
