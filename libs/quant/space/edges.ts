import type { Direction } from '#quant/formula';
import type { Factor } from './factor';
import { forEachAssignment, type Shape, shapeWithout } from './table';
import type { Work } from './work';

/**
 * A factor as intervals of one variable: per assignment of the others the level at which it changes. It allows the
 * levels from there on, or those below.
 */
export interface Edges {
  shape: Shape;
  allowed: 'from' | 'below';
  levels: Float64Array;
}

/** Takes two or three evaluations per assignment where the edge moves gently, about 2·log₂(size) where it leaps. @throws TooMuchWork */
export function edgesOf(
  sizes: readonly number[],
  factor: Factor,
  { variable, direction, work }: { variable: number; direction: Direction; work: Work },
): Edges {
  const shape = shapeWithout(sizes, factor.scope, variable);
  work.visit(shape.cells);
  const size = sizes[variable] ?? 1;
  const afterwards = direction !== 'falling';
  const edges = new Float64Array(shape.cells);
  let edge = 0;
  forEachAssignment(sizes, shape, (levels, cell) => {
    edge = edgeNear(edge, size, (level) => {
      work.evaluate(1);
      levels[variable] = level;
      return factor.holds(levels) === afterwards;
    });
    edges[cell] = edge;
  });
  return { shape, allowed: afterwards ? 'from' : 'below', levels: edges };
}

/**
 * The first level past the edge, `size` if none is: looks away from the guess in growing steps, then halves (Bentley,
 * Yao, "An almost optimal algorithm for unbounded searching", Information Processing Letters 5, 1976).
 */
function edgeNear(guess: number, size: number, isPast: (level: number) => boolean): number {
  let [low, high] = [0, size];
  let level = Math.min(guess, size - 1);
  for (let step = 1; low < high; step *= 2) {
    if (isPast(level)) high = level;
    else low = level + 1;
    if (high === size) level = Math.min(guess + step, size - 1);
    else if (low === 0) level = Math.max(guess - step, 0);
    else level = Math.floor((low + high) / 2);
  }
  return low;
}
