import type { Neighbours } from './neighbours.types';

export interface Landscape {
  neighbours: Neighbours;
  /** Higher is better. */
  scores: Float64Array;
  /** 1 = the trial counts. */
  counts: Uint8Array;
}

/**
 * The plateau around a trial: itself and what can be reached from it over neighbours that score at least 90 % of
 * `plateau` (a tenth of its size below it, where it is negative). Ascending.
 */
export function regionAround(landscape: Landscape, trial: number, plateau: number): Int32Array {
  return flood(landscape, trial, plateau, new Uint8Array(landscape.scores.length)).sort();
}

/** Of trials with the same plateau score the one with the largest region, then the first; null when there is none. */
export function widestOf(landscape: Landscape, tied: readonly number[], plateau: number): number | null {
  const [first = null] = tied;
  if (tied.length < 2) return first;
  const threshold = thresholdOf(plateau);
  const isDip = (trial: number) => (landscape.scores[trial] ?? NaN) < threshold;
  const breadthOfDip = landscape.neighbours.mutual
    ? dipBreadths(landscape, plateau)
    : floodedBreadths(landscape, plateau);
  const seen = new Uint8Array(landscape.scores.length);
  let widest = first;
  let breadth = 0;
  for (const trial of tied) {
    // Seen: it belongs to the region of an earlier trial, and of equally wide ones the earlier trial wins.
    if (seen[trial] === 1) continue;
    const found = isDip(trial) ? breadthOfDip(trial) : flood(landscape, trial, plateau, seen).length;
    if (found > breadth) [widest, breadth] = [trial, found];
  }
  return widest;
}

function floodedBreadths(landscape: Landscape, plateau: number): (trial: number) => number {
  return (trial) => flood(landscape, trial, plateau, new Uint8Array(landscape.scores.length)).length;
}

/**
 * How many trials the region of a dip has, which scores below the threshold itself. Where neighbours are mutual the
 * others fall into separate plateaus, and a dip joins those it touches: each plateau is walked once, for however many dips.
 */
function dipBreadths(landscape: Landscape, plateau: number): (trial: number) => number {
  const { neighbours, scores, counts } = landscape;
  const threshold = thresholdOf(plateau);
  const seen = new Uint8Array(scores.length);
  const plateauOf = new Int32Array(scores.length).fill(-1);
  const sizes: number[] = [];
  const near = new Int32Array(neighbours.most);
  /** The plateau of a trial at or above the threshold. */
  const find = (trial: number): number => {
    const known = plateauOf[trial] ?? -1;
    if (known !== -1) return known;
    const members = flood(landscape, trial, plateau, seen);
    const number = sizes.push(members.length) - 1;
    for (const member of members) plateauOf[member] = number;
    return number;
  };
  return (dip) => {
    const touched = new Set<number>();
    const found = neighbours.collect(dip, near);
    for (const neighbour of near.slice(0, found)) {
      if (counts[neighbour] === 1 && (scores[neighbour] ?? NaN) >= threshold) touched.add(find(neighbour));
    }
    return [...touched].reduce((sum, number) => sum + (sizes[number] ?? 0), 1);
  };
}

/** The least score of a plateau's trials. */
export function thresholdOf(plateau: number): number {
  return plateau - 0.1 * Math.abs(plateau);
}

/** Marks what it visits in `seen`, which it takes as already visited too. */
function flood(
  { neighbours, scores, counts }: Landscape,
  start: number,
  plateau: number,
  seen: Uint8Array,
): Int32Array {
  const threshold = thresholdOf(plateau);
  const near = new Int32Array(neighbours.most);
  const region = [start];
  seen[start] = 1;
  for (const trial of region) {
    const found = neighbours.collect(trial, near);
    for (let i = 0; i < found; i++) {
      const neighbour = near[i] ?? 0;
      if (seen[neighbour] === 1 || counts[neighbour] !== 1 || (scores[neighbour] ?? NaN) < threshold) continue;
      seen[neighbour] = 1;
      region.push(neighbour);
    }
  }
  return Int32Array.from(region);
}
