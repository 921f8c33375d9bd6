import type { Factor, FactorProblem } from './factor';
import { type Shape, shapeOf, shapeWithout, unionOf } from './table';

/** Factors, and the tables of counts that summing out leaves, which have no direction. */
type Link = Pick<Factor, 'scope' | 'directionIn'>;

/** Cells of the largest table that summing out the variables takes, from the last of `order` to the first. */
export function largestTable({ sizes, factors }: FactorProblem, order: readonly number[]): number {
  let links: readonly Link[] = factors;
  let most = 0;
  for (const variable of [...order].reverse()) {
    most = Math.max(most, cellsFor(sizes, links, variable));
    links = sumOutLinks(sizes, links, variable);
  }
  return most;
}

/** An order for the elimination that keeps its tables small where the given one does not: smallest next tables first. */
export function narrowOrder({ sizes, factors }: FactorProblem): number[] {
  let links: readonly Link[] = factors;
  const left = new Set(sizes.keys());
  const eliminated: number[] = [];
  while (left.size > 0) {
    let best = -1;
    let fewest = Infinity;
    for (const variable of left) {
      const cells = cellsFor(sizes, links, variable);
      if (cells < fewest) [best, fewest] = [variable, cells];
    }
    if (best === -1) best = [...left][0] ?? 0;
    links = sumOutLinks(sizes, links, best);
    left.delete(best);
    eliminated.push(best);
  }
  return eliminated.reverse();
}

/** Of the tables that summing out one variable takes: over its levels for what has no direction, and without them. */
function cellsFor(sizes: readonly number[], links: readonly Link[], variable: number): number {
  const linked = links.filter(({ scope }) => scope.includes(variable));
  const tabulated = linked.filter((link) => (link.directionIn?.(variable) ?? null) === null);
  const sums = tabulated.length === 0 ? 0 : shapeOf(sizes, unionOf(tabulated.map(({ scope }) => scope))).cells;
  return Math.max(sums, shapeLeftBy(sizes, linked, variable).cells);
}

function sumOutLinks(sizes: readonly number[], links: readonly Link[], variable: number): readonly Link[] {
  const linked = links.filter(({ scope }) => scope.includes(variable));
  return [...links.filter((link) => !linked.includes(link)), shapeLeftBy(sizes, linked, variable)];
}

/** The table of counts that summing out a variable leaves. */
function shapeLeftBy(sizes: readonly number[], linked: readonly Link[], variable: number): Shape {
  return shapeWithout(sizes, unionOf(linked.map(({ scope }) => scope)), variable);
}
