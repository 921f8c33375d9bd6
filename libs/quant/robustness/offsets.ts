import type { SpaceParameter } from '#quant/space';

/** A full neighbourhood has 3^k − 1 cells: 728 for six parameters. Beyond, only cells that differ in fewer parameters count. */
const MOST_CELLS = 3 ** 6 - 1;

/** How one neighbour differs: in these parameters, by so many levels (around the end for unordered ones). */
export interface Offset {
  parameters: number[];
  steps: number[];
}

export interface Neighbourhood {
  /** Those that differ in few parameters first. */
  offsets: readonly Offset[];
  /** In how many parameters a neighbour differs at most. */
  mostDiffering: number;
  /** Says what was left out, or null. */
  note: string | null;
}

/** All offsets of a point of a grid, those that differ in few parameters first, as many of these as the bound allows. */
export function neighbourhoodIn(parameters: readonly SpaceParameter[]): Neighbourhood {
  let level: Offset[] = [{ parameters: [], steps: [] }];
  const offsets: Offset[] = [];
  for (let differing = 1; differing <= parameters.length; differing++) {
    const cells = cellsDifferingIn(parameters, differing);
    if (differing > 1 && offsets.length + cells > MOST_CELLS) {
      const note = `Neighbours differ in at most ${differing - 1} of ${parameters.length} parameters (a full neighbourhood is too large).`;
      return { offsets, mostDiffering: differing - 1, note };
    }
    level = level.flatMap((offset) => extensions(offset, parameters));
    offsets.push(...level);
  }
  return { offsets, mostDiffering: parameters.length, note: null };
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
