import { type Factor, type FeasibleOrder, feasibleOrder, type ParameterValue, type Space } from '#quant/space';
import type { Axis, MapAxis } from './axis';

/** A parameter held at one value. */
export interface FixedAxis {
  axis: Axis;
  value: ParameterValue;
  code: number;
  bin: number;
}

/** Whether any feasible point with the fixed values lies in a cell. Where that cannot be told (bins, huge tables): yes. */
export function feasibilityOf(
  space: Space,
  shown: readonly MapAxis[],
  fixed: readonly FixedAxis[],
): (places: readonly number[]) => boolean {
  const isWhole = [...shown, ...fixed.map(({ axis }) => axis)].every(({ note }) => note === null);
  if (!isWhole) return () => true;
  const orders = new Map<string, FeasibleOrder | null>();
  const levels = new Float64Array(space.parameters.length);
  return (places) => {
    const off = shown.filter((axis, i) => axis.off === places[i]);
    const key = off.map(({ name }) => name).join(' ');
    const known = orders.get(key);
    const order = known === undefined ? orderWith(space, { shown, off, fixed }) : known;
    orders.set(key, order);
    if (order === null) return true;
    // Inactive parameters stand at level 0 (`Space`).
    shown.forEach((axis, i) => (levels[axis.position] = off.includes(axis) ? 0 : (places[i] ?? 0)));
    return order.completions(levels, shown.length) > 0n;
  };
}

/** The feasible points with the fixed values in which the axes shown are active, but for those that are `off`. */
function orderWith(
  space: Space,
  { shown, off, fixed }: { shown: readonly MapAxis[]; off: readonly MapAxis[]; fixed: readonly FixedAxis[] },
): FeasibleOrder | null {
  const inactive = off.map(({ position }) => position);
  const activity = [...shown, ...fixed.map(({ axis }) => axis)].flatMap(
    ({ position }) => activityFactor(space, position, !inactive.includes(position)) ?? [],
  );
  const chosen = fixed.map(({ axis, code }) => ({
    scope: [axis.position],
    holds: (levels: ArrayLike<number>) => levels[axis.position] === code,
  }));
  const first = shown.map(({ position }) => position);
  const rest = [...space.parameters.keys()].filter((position) => !first.includes(position));
  return feasibleOrder({ ...space.discrete, factors: [...space.discrete.factors, ...activity, ...chosen] }, [
    ...first,
    ...rest,
  ]);
}

/** The parameter is active, or is not; null where it always is, or a continuous parameter decides. */
function activityFactor(space: Space, position: number, active: boolean): Factor | null {
  const scope = space.deciders(position);
  if (scope.length < 2 || scope.some((decider) => space.parameters[decider]?.levels === null)) return null;
  return { scope, holds: (levels) => space.isActive(position, levels) === active };
}
