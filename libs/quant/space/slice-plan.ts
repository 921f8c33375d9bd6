import { rangeOrder, rankOfIndex } from './plan';
import type { Space } from './space';
import type { TrialPlan } from './space.types';

/**
 * The trials `from` … `to` − 1 of a plan (0-based, `to` exclusive), as a plan of their own.
 * @throws RangeError when the plan does not hold them, or does not fit the space.
 */
export function slicePlan(space: Space, plan: TrialPlan, from: number, to: number): TrialPlan {
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= plan.count)) {
    throw new RangeError(`The trials ${from} to ${to} do not lie in a plan of ${plan.count}.`);
  }
  const count = to - from;
  if (plan.kind === 'points') {
    return { kind: 'points', count, columns: plan.columns.map((column) => column.slice(from, to)) };
  }
  return { kind: 'range', start: indexOfTrial(space, plan, from), end: indexOfTrial(space, plan, to), count };
}

/** Where the trial stands in the mixed-radix order; for `plan.count` the end of the range. */
function indexOfTrial(space: Space, plan: TrialPlan & { kind: 'range' }, trial: number): string {
  if (trial === 0) return plan.start;
  if (trial === plan.count) return plan.end;
  const order = rangeOrder(space);
  const levels = new Float64Array(space.parameters.length);
  order.unrank(rankOfIndex(space, order, BigInt(plan.start)) + BigInt(trial), levels);
  return String(space.indexOfLevels(levels));
}
