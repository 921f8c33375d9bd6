import type { TrialTable } from './trial-table';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { imul } = Math;

/** Finds a trial by its levels (inactive = level 0) in constant time, without a key object per trial. */
export interface TrialIndex {
  /** The trial's number, or −1 when this point was not run. */
  find(levels: Float64Array): number;
  /** Position of a point in index order where all points fit into a table; −1 where not. */
  cellOf(levels: Float64Array): number;
  /** Number of cells of that table, or 0. */
  cells: number;
  /** A quick first look for points that were mostly not run; null where `find` itself is quick. */
  filter: PresenceFilter | null;
}

/**
 * A Bloom filter with one hash that is linear in the levels: the hash of a neighbour is the hash of the trial plus that
 * of the steps, so most neighbours that were not run cost one addition and one bit.
 */
export interface PresenceFilter {
  hash(levels: ArrayLike<number>): number;
  /** False: certainly no trial has this hash. */
  mayHave(hash: number): boolean;
}

/** All points get a cell of their own up to this many, or up to four per trial: 4 bytes each. */
const MOST_EMPTY_CELLS = 2 ** 22;

export function createTrialIndex(table: TrialTable): TrialIndex {
  const size = table.space.parameters.reduce((product, { levels }) => product * (levels ?? Infinity), 1);
  return size <= Math.max(MOST_EMPTY_CELLS, 4 * table.count) ? directIndex(table, size) : hashedIndex(table);
}

function directIndex(table: TrialTable, size: number): TrialIndex {
  const bases = table.space.parameters.map(({ levels }) => levels ?? 1);
  const trials = new Int32Array(size).fill(-1);
  const cellOf = (levels: Float64Array): number => {
    let cell = 0;
    for (let i = 0; i < bases.length; i++) cell = cell * (bases[i] ?? 1) + (levels[i] ?? 0);
    return cell;
  };
  forEachTrial(table, (levels, trial) => {
    trials[cellOf(levels)] = trial;
  });
  return { find: (levels) => trials[cellOf(levels)] ?? -1, cellOf, cells: size, filter: null };
}

/** Open addressing with linear probing, at most half full. */
function hashedIndex(table: TrialTable): TrialIndex {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * table.count)));
  const trials = new Int32Array(slots).fill(-1);
  const slotOf = (levels: Float64Array): number => {
    let slot = hash(levels) & (slots - 1);
    for (let trial = trials[slot] ?? -1; trial !== -1 && !isAt(table, trial, levels); trial = trials[slot] ?? -1) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  };
  forEachTrial(table, (levels, trial) => {
    trials[slotOf(levels)] = trial;
  });
  return { find: (levels) => trials[slotOf(levels)] ?? -1, cellOf: () => -1, cells: 0, filter: presenceFilter(table) };
}

/** Bits per trial: about one absent point in thirty-two is taken for present, and then looked up. */
const FILTER_BITS = 32;

function presenceFilter(table: TrialTable): PresenceFilter {
  const bits = Math.min(31, Math.max(5, Math.ceil(Math.log2(FILTER_BITS * Math.max(1, table.count)))));
  const words = new Uint32Array(2 ** (bits - 5));
  const factors = table.codes.map((_, i) => mix(imul(i + 1, 0x9e3779b1)) | 1);
  const hash = (levels: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < factors.length; i++) sum = (sum + imul(levels[i] ?? 0, factors[i] ?? 1)) | 0;
    return sum;
  };
  const bitOf = (sum: number): number => imul(sum ^ (sum >>> 15), 0x85ebca6b) >>> (32 - bits);
  forEachTrial(table, (levels) => {
    const bit = bitOf(hash(levels));
    words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  });
  return {
    hash,
    mayHave: (sum) => {
      const bit = bitOf(sum);
      return ((words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
    },
  };
}

/** Backwards, so that of two trials at one point the first one stays. */
function forEachTrial(table: TrialTable, visit: (levels: Float64Array, trial: number) => void): void {
  const levels = new Float64Array(table.codes.length);
  for (let trial = table.count - 1; trial >= 0; trial--) {
    for (let i = 0; i < levels.length; i++) levels[i] = table.codes[i]?.[trial] || 0;
    visit(levels, trial);
  }
}

function isAt(table: TrialTable, trial: number, levels: Float64Array): boolean {
  for (let i = 0; i < levels.length; i++) if ((table.codes[i]?.[trial] || 0) !== levels[i]) return false;
  return true;
}

/** The 32-bit finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(bits: number): number {
  const half = imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const whole = imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
}

function hash(levels: Float64Array): number {
  let h = 0x811c9dc5;
  for (const level of levels) h = mix(imul(h, 0x01000193) ^ level);
  return h >>> 0;
}
