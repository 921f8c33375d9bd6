import { type Blocks, blocksOf, NONE } from './blocks';
import type { Collect } from './neighbours.types';
import type { Neighbourhood } from './offsets';
import { activityPatterns, type TrialTable } from './trial-table';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { abs, floor } = Math;

/**
 * Neighbours in a space too large for a table: what is near a trial is in its own block or, where it stands at the rim of
 * that, in one next to it (cell lists: Bentley, Stanat, Williams, "The complexity of finding fixed-radius near neighbors",
 * Information Processing Letters 6, 1977). Of two trials at one point only the first is found.
 */
export function blockNeighbours(table: TrialTable, { offsets, mostDiffering }: Neighbourhood): Collect {
  const blocks = blocksOf(table);
  const { first, next, numberOf } = blocks;
  const around = new Float64Array(offsets.length + 1);
  const lookAround = createLookAround(blocks, mostDiffering, around);
  const isNeighbour = neighbourTest(table, mostDiffering);
  return (trial, into) => {
    let found = 0;
    for (let i = 0, end = lookAround(trial); i < end; i++) {
      const block = around[i] ?? NONE;
      for (let other = first(block); other !== NONE; other = next[other] ?? NONE) {
        if (numberOf[other] === block && isNeighbour(trial, other)) into[found++] = other;
      }
    }
    return found;
  };
}

/** Writes the trial's own block and those next to it that can hold neighbours, and returns how many; no more than there are offsets. */
function createLookAround(
  { axes, numberOf }: Blocks,
  mostDiffering: number,
  into: Float64Array,
): (trial: number) => number {
  const moved = new Uint8Array(into.length);
  return (trial) => {
    into[0] = numberOf[trial] ?? NONE;
    let found = 1;
    for (const { column, low, high, width, stride } of axes) {
      const level = column[trial] ?? NaN;
      const place = level - low - width * floor((level - low) / width);
      const isAtBottom = place === 0 && level > low;
      const isAtTop = place === width - 1 && level < high;
      if (!isAtBottom && !isAtTop) continue;
      for (let i = 0, end = found; i < end; i++) {
        const [block, steps] = [into[i] ?? NONE, moved[i] ?? 0];
        if (steps === mostDiffering) continue;
        if (isAtBottom) {
          into[found] = block - stride;
          moved[found++] = steps + 1;
        }
        if (isAtTop) {
          into[found] = block + stride;
          moved[found++] = steps + 1;
        }
      }
    }
    return found;
  };
}

/** Whether the same parameters are active, one or some differ but not too many, and ordered ones by a step at most. */
function neighbourTest(table: TrialTable, mostDiffering: number): (trial: number, other: number) => boolean {
  const { codes, space } = table;
  const patterns = activityPatterns(table);
  const reach = Float64Array.from(space.parameters, ({ ordered }) => (ordered ? 1 : Infinity));
  return (trial, other) => {
    let differing = 0;
    for (let i = 0; i < codes.length; i++) {
      const gap = abs((codes[i]?.[trial] ?? NaN) - (codes[i]?.[other] ?? NaN));
      if (gap > (reach[i] ?? 0)) return false;
      if (gap > 0) differing++;
    }
    return differing > 0 && differing <= mostDiffering && patterns?.[trial] === patterns?.[other];
  };
}
