import type { FeasibleOrder } from './feasible-order';
import type { Space } from './space';
import type { ParameterSet, TrialPlan } from './space.types';

export interface PlannedTrial {
  set: ParameterSet;
  /** See `Space`; a fresh array for every trial. */
  codes: Float64Array;
}

/** The trials of a plan, one after the other, in the order of their numbers. */
export function* resolvePlan(space: Space, plan: TrialPlan): Generator<PlannedTrial, void, undefined> {
  for (const codes of codesOfPlan(space, plan)) yield { set: space.setOf(codes), codes: codes.slice() };
}

/** Only their parameter sets. */
export function* planSets(space: Space, plan: TrialPlan): Generator<ParameterSet, void, undefined> {
  for (const codes of codesOfPlan(space, plan)) yield space.setOf(codes);
}

/** One column per parameter with a code per trial: level index, value (continuous) or NaN (inactive). */
export function planColumns(space: Space, plan: TrialPlan): Float64Array[] {
  if (plan.kind === 'points') {
    checkColumns(space, plan);
    return plan.columns.map((column) => column.slice(0, plan.count));
  }
  const columns = space.parameters.map(() => new Float64Array(plan.count));
  let trial = 0;
  for (const codes of codesOfPlan(space, plan)) {
    columns.forEach((column, i) => {
      column[trial] = codes[i] ?? NaN;
    });
    trial++;
  }
  return columns;
}

/** Yields one array again and again: copy what is to be kept. */
function* codesOfPlan(space: Space, plan: TrialPlan): Generator<Float64Array, void, undefined> {
  if (plan.kind === 'range') return yield* codesOfRange(space, plan);
  checkColumns(space, plan);
  const codes = new Float64Array(space.parameters.length);
  for (let trial = 0; trial < plan.count; trial++) {
    plan.columns.forEach((column, i) => {
      codes[i] = column[trial] ?? NaN;
    });
    yield codes;
  }
}

function* codesOfRange(space: Space, plan: TrialPlan & { kind: 'range' }): Generator<Float64Array, void, undefined> {
  const order = rangeOrder(space);
  const first = rankOfIndex(space, order, BigInt(plan.start));
  const planned = rankOfIndex(space, order, BigInt(plan.end)) - first;
  if (planned !== BigInt(plan.count)) {
    throw new RangeError(`The range [${plan.start}, ${plan.end}) holds ${planned} feasible points, not ${plan.count}.`);
  }
  if (plan.count === 0) return;
  const levels = new Float64Array(space.parameters.length);
  const codes = new Float64Array(space.parameters.length);
  order.unrank(first, levels);
  for (let trial = 0; trial < plan.count; trial++) {
    if (trial > 0) order.advance(levels);
    codes.set(levels);
    yield space.canonicalize(codes);
  }
}

/** How many feasible points have a smaller index; for `size` itself: all of them. */
export function rankOfIndex(space: Space, order: FeasibleOrder, index: bigint): bigint {
  return index === space.size ? order.count : order.rank(space.levelsAt(index));
}

function rangeOrder(space: Space): FeasibleOrder {
  const order = space.size === null ? null : space.gridOrder();
  if (order === null) throw new RangeError('This space cannot be walked in order, so it has no ranges.');
  return order;
}

function checkColumns(space: Space, plan: TrialPlan & { kind: 'points' }): void {
  const wanted = space.parameters.length;
  if (plan.columns.length !== wanted || plan.columns.some((column) => column.length < plan.count)) {
    throw new RangeError(`A plan for this space has ${wanted} columns of at least ${plan.count} codes.`);
  }
}
