import type { FeasibleOrder } from './feasible-order';
import type { Space, SpaceParameter } from './space';
import type { ParameterSet, ParameterValue, TrialPlan } from './space.types';

export interface PlannedTrial {
  set: ParameterSet;
  /** See `Space`; a fresh array for every trial. */
  codes: Float64Array;
}

/** One parameter of all trials of a plan, its values listed once each. */
export interface PlannedValues {
  name: string;
  /** The distinct values, in the order in which they are met; null: inactive. */
  values: (ParameterValue | null)[];
  /** Per trial the position of its value in `values`. */
  index: Uint32Array;
}

/** The trials of a plan, one after the other, in the order of their numbers. */
export function* resolvePlan(space: Space, plan: TrialPlan): Generator<PlannedTrial, void, undefined> {
  const columns = planColumns(space, plan);
  let trial = 0;
  for (const set of setsOf(valuesOf(space, columns), plan.count)) {
    yield { set, codes: Float64Array.from(columns, (column) => column[trial] ?? NaN) };
    trial++;
  }
}

/** Only their parameter sets. */
export function planSets(space: Space, plan: TrialPlan): Generator<ParameterSet, void, undefined> {
  return setsOf(planValues(space, plan), plan.count);
}

/** For every parameter the values that occur, and which of them each trial has. */
export function planValues(space: Space, plan: TrialPlan): PlannedValues[] {
  return valuesOf(space, planColumns(space, plan));
}

/** One column per parameter with a code per trial: level index, value (continuous) or NaN (inactive). */
export function planColumns(space: Space, plan: TrialPlan): Float64Array[] {
  if (plan.kind === 'points') {
    checkColumns(space, plan);
    return plan.columns.map((column) => column.slice(0, plan.count));
  }
  const order = rangeOrder(space);
  const first = rankOfIndex(space, order, BigInt(plan.start));
  const planned = rankOfIndex(space, order, BigInt(plan.end)) - first;
  if (planned !== BigInt(plan.count)) {
    throw new RangeError(`The range [${plan.start}, ${plan.end}) holds ${planned} feasible points, not ${plan.count}.`);
  }
  const columns = space.parameters.map(() => new Float64Array(plan.count));
  order.write(first, plan.count, columns);
  return space.canonicalizeColumns(columns);
}

/** How many feasible points have a smaller index; for `size` itself: all of them. */
export function rankOfIndex(space: Space, order: FeasibleOrder, index: bigint): bigint {
  return index === space.size ? order.count : order.rank(space.levelsAt(index));
}

function valuesOf(space: Space, columns: readonly Float64Array[]): PlannedValues[] {
  return space.parameters.map((parameter, i) => {
    const { codes, index } = distinctCodes(columns[i] ?? new Float64Array(), parameter);
    const values = codes.map((code) => (Number.isNaN(code) ? null : parameter.valueAt(code)));
    return { name: parameter.name, values, index };
  });
}

/** Levels are looked up in a table where there are no more of them than this. */
const MOST_TABLED = 2 ** 16;

function distinctCodes(column: Float64Array, { levels }: SpaceParameter): { codes: number[]; index: Uint32Array } {
  const codes: number[] = [];
  const index = new Uint32Array(column.length);
  const add = (code: number): number => codes.push(code) - 1;
  if (levels === null || levels > MOST_TABLED) {
    const known = new Map<number, number>();
    column.forEach((code, trial) => {
      let place = known.get(code);
      if (place === undefined) known.set(code, (place = add(code)));
      index[trial] = place;
    });
    return { codes, index };
  }
  const places = new Int32Array(levels + 1).fill(-1);
  for (let trial = 0; trial < column.length; trial++) {
    const code = column[trial] ?? NaN;
    const level = Number.isNaN(code) ? levels : code;
    let place = places[level] ?? -1;
    if (place === -1) places[level] = place = add(code);
    index[trial] = place;
  }
  return { codes, index };
}

function* setsOf(columns: readonly PlannedValues[], count: number): Generator<ParameterSet, void, undefined> {
  for (let trial = 0; trial < count; trial++) {
    const set: ParameterSet = {};
    for (const { name, values, index } of columns) {
      const value = values[index[trial] ?? -1] ?? null;
      if (value !== null) set[name] = value;
    }
    yield set;
  }
}

export function rangeOrder(space: Space): FeasibleOrder {
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
