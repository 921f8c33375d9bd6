/** The search space: domains, constraints, conditional parameters, exact counts, plans. */
export { canonicalKey } from './canonical-key';
export { compileSpace, type CompiledSpace } from './compile-space';
export { valueType } from './condition';
export type { Factor, FactorProblem } from './factor';
export { type FeasibleOrder, feasibleOrder } from './feasible-order';
export type { SpaceIssue } from './issues';
export {
  type PlannedTrial,
  type PlannedValues,
  planColumns,
  planSets,
  planValues,
  rankOfIndex,
  resolvePlan,
} from './plan';
export { slicePlan } from './slice-plan';
export type { FeasibleCount, Space, SpaceParameter } from './space';
export * from './space.types';
