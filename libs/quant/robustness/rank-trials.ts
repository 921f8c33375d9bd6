import type { Space } from '#quant/space';
import { sortBestFirst } from './best-first';
import { createNeighbours } from './neighbours';
import type { Neighbours } from './neighbours.types';
import { lowQuantile } from './quantile';
import { regionAround, widestOf } from './region';
import { retentionOf } from './retention';
import { trialTable } from './trial-table';

/** With fewer neighbours than this nothing can be said about a plateau, unless the space has no room for more. */
const FEWEST_NEIGHBOURS = 3;

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { isNaN } = Number;

export interface RankInput {
  space: Space;
  /** `planColumns` of all trials. */
  codes: readonly Float64Array[];
  /** Higher is better (minimised metrics negated); NaN = no score. */
  scores: Float64Array;
  /** The metric's own direction, in which a share of the peak is understood. */
  direction: 'maximize' | 'minimize';
  /** 1 = meets the result constraints and did not lose the whole account. */
  feasible: Uint8Array;
}

/** Stars of the pick: 4 (ratio ≥ 0.9), 3 (≥ 0.75), 2 (≥ 0.5), 1 below; null = unknown. */
export type Stars = 1 | 2 | 3 | 4 | null;

/** Columns have one entry per trial. A trial *counts* when it has a score and is feasible. */
export interface Ranking {
  /** 1 = best. First the trials that count by score, then the others that have one, then those without; ties by number. */
  rank: Int32Array;
  /** Share in percent of the trials that count with this score or a lower one; NaN for the others. */
  percentile: Float64Array;
  /** P20 of the scores of the trial and its neighbours; NaN for trials that do not count. */
  plateau: Float64Array;
  /** Neighbours that were run. */
  neighbours: Int32Array;
  /** 1 = a neighbour would lie outside the space. */
  edge: Uint8Array;
  /** Best raw score; null when no trial counts. */
  peak: number | null;
  /** The recommended trial: highest plateau score of those with enough neighbours; null when no trial counts. */
  pick: number | null;
  /** Neighbours the pick needs: three, or as many as the space has room for; 0 without a pick. */
  neighboursNeeded: number;
  /** Size of the pick's region. */
  breadth: number;
  /** The pick's plateau region: connected trials with at least 0.9 of its plateau score, ascending. */
  region: Int32Array;
  stars: Stars;
  /** What the plateau of the pick keeps of the peak (`retentionOf`); null where that makes no sense. */
  ratio: number | null;
  /** What a reader should know about the method, or null. */
  note: string | null;
}

/**
 * Ranks trials by score and by plateau. Only trials with at least three neighbours can be picked, or all there can be
 * where that is fewer (two along a single parameter): a lonely trial's plateau is its own score, which is what the
 * plateau is there to doubt. Where no trial has enough, those that lack the fewest compete and the stars stay unknown.
 */
export function rankTrials({ space, codes, scores, direction, feasible }: RankInput): Ranking {
  const count = scores.length;
  const table = trialTable(space, codes, count);
  const { counts, counted } = countingTrials(scores, feasible);
  const order = orderOf(scores, counts);
  const neighbours = createNeighbours(table);
  const surroundings = surroundingsOf(neighbours, { scores, counts, worst: scores[order[counted - 1] ?? -1] ?? NaN });
  const peak = counted > 0 ? (order[0] ?? null) : null;
  const base = {
    rank: ranksOf(order),
    percentile: percentilesOf(order, scores, counted),
    ...surroundings,
    peak,
    note: neighbours.note,
  };
  const needed = (trial: number) => Math.max(1, Math.min(FEWEST_NEIGHBOURS, neighbours.fullAround(trial)));
  const tied = bestPlateaus(surroundings, counts, needed);
  const landscape = { neighbours, scores, counts };
  const pick = widestOf(landscape, tied, surroundings.plateau[tied[0] ?? -1] ?? NaN);
  if (peak === null || pick === null) {
    return { ...base, pick: null, neighboursNeeded: 0, breadth: 0, region: new Int32Array(), stars: null, ratio: null };
  }
  const plateau = surroundings.plateau[pick] ?? NaN;
  const region = regionAround(landscape, pick, plateau);
  const ratio = retentionOf(plateau, scores[peak] ?? NaN, direction);
  const neighboursNeeded = needed(pick);
  const stars = (surroundings.neighbours[pick] ?? 0) >= neighboursNeeded ? starsOf(ratio) : null;
  return { ...base, pick, neighboursNeeded, breadth: region.length, region, stars, ratio };
}

function starsOf(ratio: number | null): Stars {
  if (ratio === null) return null;
  if (ratio >= 0.9) return 4;
  if (ratio >= 0.75) return 3;
  return ratio >= 0.5 ? 2 : 1;
}

/** 1 = the trial counts, and how many do. Loops over all trials here make no object, not even a boxed number, per trial. */
function countingTrials(scores: Float64Array, feasible: Uint8Array): { counts: Uint8Array; counted: number } {
  const counts = new Uint8Array(scores.length);
  let counted = 0;
  for (let trial = 0; trial < scores.length; trial++) {
    if (feasible[trial] !== 1 || isNaN(scores[trial] ?? NaN)) continue;
    counts[trial] = 1;
    counted++;
  }
  return { counts, counted };
}

function orderOf(scores: Float64Array, counts: Uint8Array): Int32Array {
  const order = new Int32Array(scores.length);
  let placed = 0;
  const place = (isMember: (trial: number) => boolean): Int32Array => {
    const from = placed;
    for (let trial = 0; trial < scores.length; trial++) if (isMember(trial)) order[placed++] = trial;
    return order.subarray(from, placed);
  };
  sortBestFirst(
    place((trial) => counts[trial] === 1),
    scores,
  );
  sortBestFirst(
    place((trial) => counts[trial] !== 1 && !isNaN(scores[trial] ?? NaN)),
    scores,
  );
  place((trial) => isNaN(scores[trial] ?? NaN));
  return order;
}

function ranksOf(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i] ?? 0] = i + 1;
  return rank;
}

function percentilesOf(order: Int32Array, scores: Float64Array, counted: number): Float64Array {
  const percentile = new Float64Array(order.length).fill(NaN);
  let firstOfTie = 0;
  for (let i = 0; i < counted; i++) {
    const trial = order[i] ?? 0;
    if (scores[trial] !== scores[order[firstOfTie] ?? 0]) firstOfTie = i;
    percentile[trial] = (100 * (counted - firstOfTie)) / counted;
  }
  return percentile;
}

interface Surroundings {
  plateau: Float64Array;
  neighbours: Int32Array;
  edge: Uint8Array;
}

/** A neighbour that does not count stands for the worst score of those that do. */
function surroundingsOf(
  neighbours: Neighbours,
  { scores, counts, worst }: { scores: Float64Array; counts: Uint8Array; worst: number },
): Surroundings {
  const count = scores.length;
  const result = {
    plateau: new Float64Array(count).fill(NaN),
    neighbours: new Int32Array(count),
    edge: new Uint8Array(count),
  };
  const standing = standingOf(scores, counts, worst);
  const near = new Int32Array(neighbours.most);
  const values = new Float64Array(neighbours.most + 1);
  for (let i = 0; i < count; i++) {
    const trial = neighbours.order?.[i] ?? i;
    const found = neighbours.collect(trial, near);
    result.neighbours[trial] = found;
    result.edge[trial] = neighbours.isAtEdge(trial) ? 1 : 0;
    if (counts[trial] !== 1) continue;
    for (let n = 0; n < found; n++) values[n] = standing[near[n] ?? 0] ?? NaN;
    values[found] = standing[trial] ?? NaN;
    result.plateau[trial] = lowQuantile(values, 0.2, found + 1);
  }
  return result;
}

function standingOf(scores: Float64Array, counts: Uint8Array, worst: number): Float64Array {
  if (!counts.includes(0)) return scores;
  const standing = scores.slice();
  for (let trial = 0; trial < counts.length; trial++) if (counts[trial] !== 1) standing[trial] = worst;
  return standing;
}

/** The trials with the highest plateau among those that lack the fewest neighbours (none, as a rule), ascending. */
function bestPlateaus(
  { plateau, neighbours }: Surroundings,
  counts: Uint8Array,
  needed: (trial: number) => number,
): number[] {
  let fewest = Infinity;
  let best = -Infinity;
  let tied: number[] = [];
  for (let trial = 0; trial < counts.length; trial++) {
    if (counts[trial] !== 1) continue;
    const found = neighbours[trial] ?? 0;
    const value = plateau[trial] ?? NaN;
    if (fewest === 0 && (found === 0 || value < best)) continue;
    const lacking = found >= FEWEST_NEIGHBOURS ? 0 : Math.max(0, needed(trial) - found);
    if (lacking > fewest || (lacking === fewest && value < best)) continue;
    if (lacking < fewest || value > best) tied = [];
    fewest = lacking;
    best = value;
    tied.push(trial);
  }
  return tied;
}
