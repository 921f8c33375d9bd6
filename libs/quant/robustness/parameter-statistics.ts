import type { ParameterValue, Space } from '#quant/space';
import { type Axis, axisOf } from './axis';
import { quantileOfSorted } from './quantile';
import { codeAt, trialTable, type TrialTable } from './trial-table';

/** One value of a parameter (or one bin, named by its middle) over the trials that have it. Null: no such trial. */
export interface LevelStatistics {
  value: ParameterValue;
  count: number;
  mean: number | null;
  median: number | null;
  best: number | null;
}

export interface ParameterStatistics {
  name: string;
  levels: LevelStatistics[];
  /** The value with the highest mean score; the first of equals. Null when no trial counts. */
  bestLevel: ParameterValue | null;
  /**
   * Values whose mean is within 10 % of the best one's (of its size, where it is negative): of an ordered parameter
   * those next to each other around the best one, else all.
   */
  optimal: ParameterValue[];
  /**
   * η²: sum of squares between the levels over the total, of the trials in which the parameter is active (one-way
   * analysis of variance). 0 … 1; null when all scores are equal. Levels tried unevenly together with other
   * parameters (random search) share their effects.
   */
  varianceExplained: number | null;
  /** Says what was binned, or null. */
  note: string | null;
}

/** How each parameter alone relates to the score (higher is better) of the trials that count. */
export function parameterStatistics(input: {
  space: Space;
  codes: readonly Float64Array[];
  scores: Float64Array;
  feasible: Uint8Array;
}): ParameterStatistics[] {
  const table = trialTable(input.space, input.codes, input.scores.length);
  return input.space.parameters.map(({ name, ordered }) => {
    const axis = axisOf(input.space, name);
    const groups = scoresByBin(table, axis, input);
    const levels = groups.map((scores, bin) => levelStatistics(axis.values[bin] ?? NaN, scores));
    const best = bestOf(levels);
    return {
      name,
      levels,
      bestLevel: levels[best]?.value ?? null,
      optimal: optimalAround(levels, best, ordered),
      varianceExplained: varianceExplained(groups),
      note: axis.note,
    };
  });
}

/** The scores of each bin, ascending. */
function scoresByBin(
  table: TrialTable,
  axis: Axis,
  { scores, feasible }: { scores: Float64Array; feasible: Uint8Array },
): Float64Array[] {
  const bins = new Int32Array(table.count).fill(-1);
  const sizes = new Int32Array(axis.values.length);
  for (let trial = 0; trial < table.count; trial++) {
    if (feasible[trial] !== 1 || Number.isNaN(scores[trial])) continue;
    const bin = axis.binOf(codeAt(table, axis.position, trial));
    bins[trial] = bin;
    if (bin !== -1) sizes[bin] = (sizes[bin] ?? 0) + 1;
  }
  const groups = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Int32Array(groups.length);
  bins.forEach((bin, trial) => {
    const group = groups[bin];
    if (!group) return;
    const slot = filled[bin] ?? 0;
    group[slot] = scores[trial] ?? NaN;
    filled[bin] = slot + 1;
  });
  return groups.map((group) => group.sort());
}

function levelStatistics(value: ParameterValue, sorted: Float64Array): LevelStatistics {
  if (sorted.length === 0) return { value, count: 0, mean: null, median: null, best: null };
  return {
    value,
    count: sorted.length,
    mean: meanOf(sorted),
    median: quantileOfSorted(sorted, 0.5),
    best: sorted.at(-1) ?? null,
  };
}

function bestOf(levels: readonly LevelStatistics[]): number {
  let best = -1;
  levels.forEach(({ mean }, i) => {
    if (mean !== null && mean > (levels[best]?.mean ?? -Infinity)) best = i;
  });
  return best;
}

function optimalAround(levels: readonly LevelStatistics[], best: number, ordered: boolean): ParameterValue[] {
  const top = levels[best]?.mean ?? null;
  if (top === null) return [];
  const isGood = (level: LevelStatistics | undefined) =>
    level !== undefined && level.mean !== null && level.mean >= top - 0.1 * Math.abs(top);
  if (!ordered) return levels.filter(isGood).map(({ value }) => value);
  let from = best;
  let to = best;
  while (isGood(levels[from - 1])) from--;
  while (isGood(levels[to + 1])) to++;
  return levels.slice(from, to + 1).map(({ value }) => value);
}

function varianceExplained(groups: readonly Float64Array[]): number | null {
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  const mean = groups.reduce((sum, group) => sum + sumOf(group), 0) / count;
  let between = 0;
  let total = 0;
  for (const group of groups) {
    if (group.length > 0) between += group.length * (meanOf(group) - mean) ** 2;
    for (const score of group) total += (score - mean) ** 2;
  }
  return total > 0 ? Math.min(1, between / total) : null;
}

function meanOf(values: Float64Array): number {
  return sumOf(values) / values.length;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
