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
  const seen = new Uint8Array(landscape.scores.length);
  let widest = first;
  let breadth = 0;
  for (const trial of tied) {
    // Seen: it belongs to the region of an earlier trial, and of equally wide ones the earlier trial wins.
    if (seen[trial] === 1) continue;
    const isDip = (landscape.scores[trial] ?? NaN) < thresholdOf(plateau);
    const region = flood(landscape, trial, plateau, isDip ? new Uint8Array(seen.length) : seen);
    if (region.length > breadth) [widest, breadth] = [trial, region.length];
  }
  return widest;
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
