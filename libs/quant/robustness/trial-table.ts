import type { Space } from '#quant/space';

/** All trials of an optimization as columns: `codes` from `planColumns`, one column per parameter. */
export interface TrialTable {
  space: Space;
  codes: readonly Float64Array[];
  /** Number of trials. */
  count: number;
}

/** @throws RangeError when columns are missing or differ in length. */
export function trialTable(space: Space, codes: readonly Float64Array[], count: number): TrialTable {
  if (codes.length !== space.parameters.length || codes.some((column) => column.length !== count)) {
    throw new RangeError(`Expected ${space.parameters.length} columns of ${count} codes, one per parameter.`);
  }
  return { space, codes, count };
}

export function codeAt(table: TrialTable, parameter: number, trial: number): number {
  return table.codes[parameter]?.[trial] ?? NaN;
}

/** Which parameters are inactive, as a number: trials can only be neighbours when theirs agree. Null: none ever is. */
export function activityPatterns({ space, codes, count }: TrialTable): Float64Array | null {
  if (!space.parameters.some(({ conditional }) => conditional)) return null;
  const patterns = new Float64Array(count);
  let weight = 1;
  space.parameters.forEach(({ conditional }, i) => {
    if (!conditional) return;
    const column = codes[i];
    for (let trial = 0; trial < count; trial++) {
      if (Number.isNaN(column?.[trial])) patterns[trial] = (patterns[trial] ?? 0) + weight;
    }
    weight *= 2;
  });
  return patterns;
}
