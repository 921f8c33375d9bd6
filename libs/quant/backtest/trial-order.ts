import { planColumns, type Space, type TrialPlan } from '#quant/space';

/**
 * An order of evaluation in which trials that share parameter values are near each other, so that the columns computed for
 * one are still there for the next: the levels of every parameter but the first are cut into ranges, and the trials of one
 * combination of ranges come together (loop tiling; Wolf & Lam 1991). Numbers and results do not depend on it.
 * @param columns how many columns of numbers stay in memory.
 * @returns null where all fit and the order of the plan is as good as any.
 */
export function trialOrder(space: Space, plan: TrialPlan, columns: number): Uint32Array | null {
  const room = columns / SHARE;
  const levels = space.parameters.flatMap(({ levels: count }) => (count === null ? [] : [count]));
  if (levels.length < 2 || levels.reduce((sum, count) => sum + Math.min(count, plan.count), 0) <= room) return null;
  const codes = planColumns(space, plan).filter((_, i) => space.parameters[i]?.levels !== null);
  const distinct = codes.reduce((sum, column) => sum + new Set(column).size, 0);
  if (distinct <= room) return null;
  const tiled = codes.slice(1);
  const width = Math.max(1, Math.floor(room / tiled.length));
  const tileOf = (trial: number, column: Float64Array) => Math.floor((column[trial] ?? NaN) / width);
  const compare = (a: number, b: number): number => {
    for (const column of tiled) {
      const gap = tileOf(a, column) - tileOf(b, column);
      if (gap < 0 || gap > 0) return gap;
    }
    return a - b;
  };
  return Uint32Array.from({ length: plan.count }, (_, trial) => trial).sort(compare);
}

/** Columns that one value of a parameter may stand for: indicators have several lines and steps in between. */
const SHARE = 2;
