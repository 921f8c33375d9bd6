import type { SpaceParameter } from '#quant/space';
import { fullNeighbourhoods } from './full-neighbourhood';
import type { Neighbours } from './neighbours.types';
import { createTrialIndex, type TrialIndex } from './trial-index';
import { activityPatterns, codeAt, type TrialTable } from './trial-table';

/** A full neighbourhood has 3^k − 1 cells: 728 for six parameters. Beyond, only cells that differ in fewer parameters count. */
const MOST_CELLS = 3 ** 6 - 1;

/** How one neighbour differs: in these parameters, by so many levels (around the end for unordered ones). */
interface Offset {
  parameters: number[];
  steps: number[];
}

export function gridNeighbours(table: TrialTable): Neighbours {
  const { parameters } = table.space;
  const { offsets, note } = offsetsWithin(parameters);
  const index = createTrialIndex(table);
  const { filter } = index;
  // Steps around the end of an unordered parameter are no shift of its level: these are looked up without the filter.
  const isShift = Uint8Array.from(offsets, (offset) =>
    offset.parameters.every((p) => parameters[p]?.ordered) ? 1 : 0,
  );
  const shifts = Int32Array.from(offsets, (offset) => filter?.hash(denseSteps(offset, parameters.length)) ?? 0);
  const patterns = activityPatterns(table);
  const isOutside = createOutsideTest(table, index);
  const fullAround = fullNeighbourhoods(table.space);
  const here = new Float64Array(parameters.length);
  const there = new Float64Array(parameters.length);

  const stand = (trial: number) => {
    for (let i = 0; i < here.length; i++) here[i] = table.codes[i]?.[trial] ?? NaN;
  };
  /** Goes from `here` to `there`; false when that leaves a range or moves an inactive parameter. */
  const step = (offset: Offset): boolean => {
    for (let i = 0; i < here.length; i++) there[i] = here[i] || 0;
    for (let i = 0; i < offset.parameters.length; i++) {
      const position = offset.parameters[i] ?? 0;
      const size = parameters[position]?.levels ?? 1;
      const level = (here[position] ?? NaN) + (offset.steps[i] ?? 0);
      if (Number.isNaN(level)) return false;
      if (parameters[position]?.ordered && (level < 0 || level >= size)) return false;
      there[position] = level % size;
    }
    return true;
  };

  return {
    most: offsets.length,
    note,
    fullAround: (trial) => {
      stand(trial);
      return fullAround(here);
    },
    collect: (trial, into) => {
      stand(trial);
      const base = filter?.hash(here) ?? 0;
      let found = 0;
      for (let i = 0; i < offsets.length; i++) {
        const offset = offsets[i];
        if (offset === undefined) continue;
        if (filter !== null && isShift[i] === 1 && !filter.mayHave((base + (shifts[i] ?? 0)) | 0)) continue;
        if (!step(offset)) continue;
        const neighbour = index.find(there);
        if (neighbour !== -1 && patterns[neighbour] === patterns[trial]) into[found++] = neighbour;
      }
      return found;
    },
    isAtEdge: (trial) => {
      for (const [i, { levels, ordered }] of parameters.entries()) {
        const level = codeAt(table, i, trial);
        if (ordered && levels !== 1 && (level === 0 || level === (levels ?? 0) - 1)) return true;
      }
      if (isOutside === null) return false;
      stand(trial);
      return offsets.some((offset) => step(offset) && isOutside(there, here));
    },
  };
}

/** The steps of an offset with a zero for every parameter that stays. */
function denseSteps({ parameters, steps }: Offset, length: number): Float64Array {
  const dense = new Float64Array(length);
  parameters.forEach((position, i) => {
    dense[position] = steps[i] ?? 0;
  });
  return dense;
}

/** Whether a point violates a constraint while the same parameters are active; null when nothing can be outside. */
function createOutsideTest(
  table: TrialTable,
  index: TrialIndex,
): ((there: Float64Array, here: Float64Array) => boolean) | null {
  const { space } = table;
  if (space.definition.constraints.length === 0) return null;
  const codes = new Float64Array(space.parameters.length);
  const judge = (there: Float64Array, here: Float64Array): boolean => {
    codes.set(there);
    space.canonicalize(codes);
    return codes.every((code, i) => Number.isNaN(code) === Number.isNaN(here[i])) && !space.isFeasible(codes);
  };
  // What a cell is depends on the cell alone only where no parameter can be inactive.
  if (index.cells === 0 || space.parameters.some(({ conditional }) => conditional)) return judge;
  const known = new Uint8Array(index.cells);
  return (there, here) => {
    const cell = index.cellOf(there);
    if (known[cell] === 0) known[cell] = judge(there, here) ? 2 : 1;
    return known[cell] === 2;
  };
}

/** All offsets of the neighbourhood, those that differ in few parameters first, as many of these as the bound allows. */
function offsetsWithin(parameters: readonly SpaceParameter[]): { offsets: Offset[]; note: string | null } {
  let level: Offset[] = [{ parameters: [], steps: [] }];
  const offsets: Offset[] = [];
  for (let differing = 1; differing <= parameters.length; differing++) {
    const cells = cellsDifferingIn(parameters, differing);
    if (differing > 1 && offsets.length + cells > MOST_CELLS) {
      const note = `Neighbours differ in at most ${differing - 1} of ${parameters.length} parameters (a full neighbourhood is too large).`;
      return { offsets, note };
    }
    level = level.flatMap((offset) => extensions(offset, parameters));
    offsets.push(...level);
  }
  return { offsets, note: null };
}

/** The offset with one more parameter, after those it has. */
function extensions({ parameters, steps }: Offset, all: readonly SpaceParameter[]): Offset[] {
  const from = (parameters.at(-1) ?? -1) + 1;
  return all
    .slice(from)
    .flatMap((parameter, i) =>
      stepsOf(parameter).map((by) => ({ parameters: [...parameters, from + i], steps: [...steps, by] })),
    );
}

function stepsOf({ levels, ordered }: SpaceParameter): number[] {
  if (levels === 1) return [];
  return ordered ? [-1, 1] : Array.from({ length: (levels ?? 1) - 1 }, (_, i) => i + 1);
}

/** Elementary symmetric polynomial of the numbers of steps: how many cells differ in exactly so many parameters. */
function cellsDifferingIn(parameters: readonly SpaceParameter[], differing: number): number {
  const ways = [1, ...Array<number>(differing).fill(0)];
  for (const parameter of parameters) {
    for (let i = differing; i > 0; i--) ways[i] = (ways[i] ?? 0) + (ways[i - 1] ?? 0) * stepsOf(parameter).length;
  }
  return ways[differing] ?? 0;
}
