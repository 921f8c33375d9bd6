/** Bars per block of the tables that answer "anything here?" before a bar is looked at. */
const BLOCK_SHIFT = 4;
const BLOCK = 1 << BLOCK_SHIFT;
/** Longest stretch the sparse table holds; a longer range is read in several steps. Bounds the memory per bar. */
const WIDEST = 256;

/**
 * Lowest and highest value of any range: a sparse table (Bender & Farach-Colton 2000), each entry a pair. Level `k` holds
 * the extremes of the 2^k bars from each bar on.
 */
export class RangeExtremes {
  /** Of all bars; NaN without bars. */
  readonly lowest: number;
  readonly highest: number;
  /** The sparse table, level by level. */
  readonly levels: Float64Array[] = [];
  /** Block by block: lowest, highest, and the smallest value ÷ running maximum inside the block. */
  readonly blocks: Float64Array;

  constructor(private readonly values: Float64Array) {
    const pairs = new Float64Array(2 * values.length);
    for (let i = 0; i < pairs.length; i++) pairs[i] = values[i >>> 1] ?? NaN;
    this.levels.push(pairs);
    for (let width = 2; width <= Math.min(WIDEST, values.length); width *= 2) {
      this.levels.push(doubled(this.levels[this.levels.length - 1] ?? pairs, values.length, width));
    }
    this.blocks = drawdownBlocks(values);
    this.lowest = values.reduce((least, value) => (value < least ? value : least), values[0] ?? NaN);
    this.highest = values.reduce((most, value) => (value > most ? value : most), values[0] ?? NaN);
  }

  /** Writes the lowest and the highest value of the bars [from, to) into `out`; `from < to`. */
  read(from: number, to: number, out: Float64Array): void {
    const level = Math.min(31 - Math.clz32(to - from), this.levels.length - 1);
    const pairs = this.levels[level] ?? EMPTY;
    const width = 1 << level;
    const last = to - width;
    let low = pairs[2 * last] ?? NaN;
    let high = pairs[2 * last + 1] ?? NaN;
    for (let bar = from; bar < last; bar += width) {
      const lower = pairs[2 * bar] ?? NaN;
      const higher = pairs[2 * bar + 1] ?? NaN;
      if (lower < low) low = lower;
      if (higher > high) high = higher;
    }
    out[0] = low;
    out[1] = high;
  }

  /** Smallest value ÷ highest value before it within [from, to), or `known` if that is smaller. */
  deepestFall(from: number, to: number, known: number): number {
    const { values, blocks } = this;
    let deepest = known;
    let peak = values[from] ?? NaN;
    let bar = from;
    for (const start = Math.min(to, Math.ceil(from / BLOCK) * BLOCK); bar < start; bar++) {
      const value = values[bar] ?? NaN;
      if (value > peak) peak = value;
      else if (value < deepest * peak) deepest = value / peak;
    }
    for (; bar + BLOCK <= to; bar += BLOCK) {
      const block = 3 * (bar / BLOCK);
      const low = blocks[block] ?? NaN;
      const high = blocks[block + 1] ?? NaN;
      const fall = blocks[block + 2] ?? NaN;
      if (low < deepest * peak) deepest = low / peak;
      if (fall < deepest) deepest = fall;
      if (high > peak) peak = high;
    }
    for (; bar < to; bar++) {
      const value = values[bar] ?? NaN;
      if (value > peak) peak = value;
      else if (value < deepest * peak) deepest = value / peak;
    }
    return deepest;
  }
}

const EMPTY = new Float64Array(0);

function doubled(half: Float64Array, length: number, width: number): Float64Array {
  const pairs = new Float64Array(2 * (length - width + 1));
  for (let i = 0; i < pairs.length; i += 2) {
    const low = half[i] ?? NaN;
    const lower = half[i + width] ?? NaN;
    const high = half[i + 1] ?? NaN;
    const higher = half[i + width + 1] ?? NaN;
    pairs[i] = lower < low ? lower : low;
    pairs[i + 1] = higher > high ? higher : high;
  }
  return pairs;
}

function drawdownBlocks(values: Float64Array): Float64Array {
  const blocks = new Float64Array(3 * Math.floor(values.length / BLOCK));
  for (let block = 0; block < blocks.length; block += 3) {
    const from = (block / 3) * BLOCK;
    let low = Infinity;
    let high = 0;
    let fall = 1;
    for (let bar = from; bar < from + BLOCK; bar++) {
      const value = values[bar] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
      else if (value < fall * high) fall = value / high;
    }
    blocks[block] = low;
    blocks[block + 1] = high;
    blocks[block + 2] = fall;
  }
  return blocks;
}

/** Finds the first bar that reaches a level, skipping blocks that stay inside. */
export class BarExtremes {
  /** Block by block: lowest low and highest high. */
  readonly blocks: Float64Array;

  constructor(
    private readonly low: Float64Array,
    private readonly high: Float64Array,
  ) {
    this.blocks = new Float64Array(2 * Math.ceil(low.length / BLOCK));
    for (let block = 0; block < this.blocks.length; block += 2) {
      this.blocks[block] = Infinity;
      this.blocks[block + 1] = -Infinity;
    }
    for (let bar = 0; bar < low.length; bar++) {
      const block = 2 * (bar >>> BLOCK_SHIFT);
      const bottom = low[bar] ?? NaN;
      const top = high[bar] ?? NaN;
      if (bottom < (this.blocks[block] ?? NaN)) this.blocks[block] = bottom;
      if (top > (this.blocks[block + 1] ?? NaN)) this.blocks[block + 1] = top;
    }
  }

  /** The first bar in [from, to) with low ≤ `floor` or high ≥ `ceiling` (NaN is never reached); `to` without one. */
  firstReaching(floor: number, ceiling: number, from: number, to: number): number {
    for (let bar = from; bar < to;) {
      const block = bar >>> BLOCK_SHIFT;
      const next = (block + 1) << BLOCK_SHIFT;
      const end = next < to ? next : to;
      if ((this.blocks[2 * block] ?? NaN) <= floor || (this.blocks[2 * block + 1] ?? NaN) >= ceiling) {
        for (; bar < end; bar++) {
          if ((this.low[bar] ?? NaN) <= floor || (this.high[bar] ?? NaN) >= ceiling) return bar;
        }
      }
      bar = end;
    }
    return to;
  }

  /** Block by block: smallest low ÷ highest high of an earlier bar of the block, largest high ÷ lowest low of one. */
  trails(): Float64Array {
    const trails = new Float64Array(this.blocks.length);
    for (let block = 0; block < trails.length; block += 2) {
      let [fall, rise, top, bottom] = [Infinity, 0, 0, Infinity];
      const from = (block / 2) * BLOCK;
      for (let bar = from; bar < Math.min(from + BLOCK, this.low.length); bar++) {
        const low = this.low[bar] ?? NaN;
        const high = this.high[bar] ?? NaN;
        if (low / top < fall) fall = low / top;
        if (high / bottom > rise) rise = high / bottom;
        if (high > top) top = high;
        if (low < bottom) bottom = low;
      }
      trails[block] = fall;
      trails[block + 1] = rise;
    }
    return trails;
  }
}
