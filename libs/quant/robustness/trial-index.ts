import type { TrialTable } from './trial-table';

/** Finds a trial by its levels (inactive = level 0) in constant time, without a key object per trial. */
export interface TrialIndex {
  /** The trial's number, or −1 when this point was not run. */
  find(levels: Float64Array): number;
  /** Position of a point in index order where all points fit into a table; −1 where not. */
  cellOf(levels: Float64Array): number;
  /** Number of cells of that table, or 0. */
  cells: number;
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
  return { find: (levels) => trials[cellOf(levels)] ?? -1, cellOf, cells: size };
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
  return { find: (levels) => trials[slotOf(levels)] ?? -1, cellOf: () => -1, cells: 0 };
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

function hash(levels: Float64Array): number {
  let h = 0x811c9dc5;
  for (const level of levels) {
    h = Math.imul(h ^ (level | 0), 0x01000193);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  }
  return (h ^ (h >>> 13)) >>> 0;
}
