import { type Blocks, blocksOf, NONE } from './blocks';
import type { Collect } from './neighbours.types';
import { activityPatterns, type TrialTable } from './trial-table';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { abs, floor } = Math;

/**
 * Neighbours in a space too large for a table: what is near a trial is in its own block or, where it stands at the rim of
 * that, in one next to it (cell lists: Bentley, Stanat, Williams, "The complexity of finding fixed-radius near neighbors",
 * Information Processing Letters 6, 1977). Of two trials at one point only the first is found.
 */
export function blockNeighbours(table: TrialTable, mostDiffering: number): Collect {
  const blocks = blocksOf(table);
  const { first, next, numberOf } = blocks;
  const blocksAround = lookAround(blocks, mostDiffering);
  const isNeighbour = neighbourTest(table, mostDiffering);
  return (trial, into) => {
    let found = 0;
    for (const block of blocksAround(trial)) {
      for (let other = first(block); other !== NONE; other = next[other] ?? NONE) {
        if (numberOf[other] === block && isNeighbour(trial, other)) into[found++] = other;
      }
    }
    return found;
  };
}

/** The trial's own block, and those next to it that can hold neighbours. One list, used again and again. */
function lookAround({ axes, numberOf }: Blocks, mostDiffering: number): (trial: number) => readonly number[] {
  const around: number[] = [];
  const moved: number[] = [];
  return (trial) => {
    around.length = moved.length = 0;
    around.push(numberOf[trial] ?? NONE);
    moved.push(0);
    for (const { column, low, high, width, stride } of axes) {
      const level = column[trial] ?? NaN;
      const place = level - low - width * floor((level - low) / width);
      const isAtBottom = place === 0 && level > low;
      const isAtTop = place === width - 1 && level < high;
      if (!isAtBottom && !isAtTop) continue;
      for (let i = 0, end = around.length; i < end; i++) {
        const [block = NONE, steps = 0] = [around[i], moved[i]];
        if (steps === mostDiffering) continue;
        if (isAtBottom) moved[around.push(block - stride) - 1] = steps + 1;
        if (isAtTop) moved[around.push(block + stride) - 1] = steps + 1;
      }
    }
    return around;
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
