import type { Space } from '#quant/space';

/**
 * How many cells surround a point of a grid in the midst of the space, with everything tried: one step or none in every
 * active parameter. Steps that make other parameters active or inactive do not count.
 */
export function fullNeighbourhoods(space: Space): (codes: ArrayLike<number>) => number {
  const { parameters } = space;
  const positions = [...parameters.keys()];
  const decidedBy = positions.map((position) =>
    positions.filter((other) => other !== position && space.deciders(other).includes(position)),
  );
  const moved = new Float64Array(parameters.length);

  /** How many other values of a parameter leave the same parameters active; not counted beyond `enough`. */
  const stepsThatKeep = (codes: ArrayLike<number>, position: number, enough: number): number => {
    const decided = decidedBy[position] ?? [];
    if (decided.length === 0) return enough;
    moved.set(codes);
    let found = 0;
    for (let level = 0; level < (parameters[position]?.levels ?? 0) && found < enough; level++) {
      moved[position] = level;
      const keeps = decided.every((other) => space.isActive(other, moved) === !Number.isNaN(codes[other]));
      if (keeps && level !== codes[position]) found++;
    }
    return found;
  };
  const count = (codes: ArrayLike<number>): number =>
    parameters.reduce((cells, { levels, ordered }, position) => {
      if (Number.isNaN(codes[position])) return cells;
      const others = (levels ?? 1) - 1;
      return cells * (1 + stepsThatKeep(codes, position, ordered ? Math.min(2, others) : others));
    }, 1) - 1;
  if (parameters.some(({ conditional }) => conditional)) return count;
  const everywhere = count(new Float64Array(parameters.length));
  return () => everywhere;
}
