import type { SpaceParameter } from '#quant/space';
import type { Collect } from './neighbours.types';
import type { Offset } from './offsets';
import { activityPatterns, type TrialTable } from './trial-table';

/** Every point has a cell up to so many points, or up to four per trial: 4 bytes each. */
const MOST_EMPTY_CELLS = 2 ** 22;

/** The number of points where they fit into a table, else null. */
export function tableSize({ space, count }: TrialTable): number | null {
  const size = space.parameters.reduce((product, { levels }) => product * (levels ?? Infinity), 1);
  return size <= Math.max(MOST_EMPTY_CELLS, 4 * count) ? size : null;
}

/**
 * Neighbours by arithmetic: a table tells the trial at every point in index order (inactive = level 0), and an offset is
 * a distance in it. Of two trials at one point only the first is found.
 */
export function tabledNeighbours(table: TrialTable, size: number, offsets: readonly Offset[]): Collect {
  const { codes, count } = table;
  const axes = axesOf(table.space.parameters);
  const moves = offsets.map((offset) => moveOf(offset, axes));
  const straight = moves.filter(({ turns }) => turns.length === 0);
  const turning = moves.filter(({ turns }) => turns.length > 0);
  const shifts = Int32Array.from(straight, ({ shift }) => shift);
  const lowered = Int32Array.from(straight, ({ lowers }) => lowers);
  const raised = Int32Array.from(straight, ({ raises }) => raises);
  const patterns = activityPatterns(table);
  const levels = new Int32Array(codes.length);
  const trials = new Int32Array(size).fill(-1);
  const isLike = (one: number, other: number): boolean => patterns === null || patterns[one] === patterns[other];

  /** Reads the levels of a trial and returns its cell. */
  const stand = (trial: number): number => {
    let cell = 0;
    for (let i = 0; i < axes.length; i++) {
      const level = codes[i]?.[trial] || 0;
      levels[i] = level;
      cell += level * (axes[i]?.stride ?? 0);
    }
    return cell;
  };
  for (let trial = count - 1; trial >= 0; trial--) trials[stand(trial)] = trial;

  return (trial, into) => {
    const cell = stand(trial);
    let atBottom = 0;
    let atTop = 0;
    for (let i = 0; i < axes.length; i++) {
      const { bit = 0, top = 0 } = axes[i] ?? {};
      const isInactive = Number.isNaN(codes[i]?.[trial]);
      if (isInactive || (levels[i] === 0 && top !== NO_END)) atBottom |= bit;
      if (isInactive || levels[i] === top) atTop |= bit;
    }
    const isInside = (atBottom | atTop) === 0;
    let found = 0;
    for (let i = 0; i < shifts.length; i++) {
      if (!isInside && (((lowered[i] ?? 0) & atBottom) | ((raised[i] ?? 0) & atTop)) !== 0) continue;
      const neighbour = trials[cell + (shifts[i] ?? 0)] ?? -1;
      if (neighbour !== -1 && isLike(neighbour, trial)) into[found++] = neighbour;
    }
    for (const { lowers, raises, shift, turns } of turning) {
      if (((lowers & atBottom) | (raises & atTop)) !== 0) continue;
      let there = cell + shift;
      for (const { position, distances } of turns) there += distances[levels[position] ?? 0] ?? 0;
      const neighbour = trials[there] ?? -1;
      if (neighbour !== -1 && isLike(neighbour, trial)) into[found++] = neighbour;
    }
    return found;
  };
}

/** A parameter as a coordinate of the table. */
interface Axis {
  levels: number;
  stride: number;
  /** Highest level; of an unordered parameter, which has no end: none. */
  top: number;
  /** A bit of its own where it has more than one level. */
  bit: number;
}

const NO_END = -1;

/** So many cells have far fewer than 32 parameters with more than one level. */
function axesOf(parameters: readonly SpaceParameter[]): Axis[] {
  let [stride, moving] = [1, 0];
  return parameters
    .toReversed()
    .map(({ levels: count, ordered }) => {
      const levels = count ?? 1;
      const axis = { levels, stride, top: ordered ? levels - 1 : NO_END, bit: levels > 1 ? 1 << moving++ : 0 };
      stride *= levels;
      return axis;
    })
    .toReversed();
}

interface Move {
  /** Distance in the table that the ordered parameters go. */
  shift: number;
  /** Bits of the parameters it lowers and of those it raises; unordered ones count as lowered. */
  lowers: number;
  raises: number;
  /** What the unordered ones go, by their level. */
  turns: { position: number; distances: Int32Array }[];
}

function moveOf({ parameters, steps }: Offset, axes: readonly Axis[]): Move {
  const move: Move = { shift: 0, lowers: 0, raises: 0, turns: [] };
  parameters.forEach((position, i) => {
    const { levels = 1, stride = 0, top = 0, bit = 0 } = axes[position] ?? {};
    const step = steps[i] ?? 0;
    if (top !== NO_END) {
      move.shift += step * stride;
      if (step < 0) move.lowers |= bit;
      else move.raises |= bit;
      return;
    }
    const distances = Int32Array.from({ length: levels }, (_, level) => (((level + step) % levels) - level) * stride);
    move.turns.push({ position, distances });
    move.lowers |= bit;
  });
  return move;
}
