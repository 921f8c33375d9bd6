import { type Direction, flipDirection, joinDirections } from '#quant/formula';
import type { Condition, NamedLevels, Part } from './condition';
import type { Factor } from './factor';

export interface RuledParameter extends NamedLevels {
  when: Condition | null;
}

/** Activity and constraints, for single points and as factors for counting. */
export interface Rules {
  isActive(position: number, codes: ArrayLike<number>): boolean;
  deciders(position: number): number[];
  isFeasible(codes: ArrayLike<number>): boolean;
  /** What restricts the discrete parameters alone. */
  factors: readonly Factor[];
  /** Whether there is a rule that reads a continuous parameter. */
  hasContinuous: boolean;
  /** Whether any continuous parameter is active; null where discrete ones do not decide that, or there is none. */
  someContinuousActive: Factor | null;
}

export function createRules(ruled: readonly RuledParameter[], constraints: readonly Condition[]): Rules {
  const activity = createActivity(ruled);
  const { isActive, hasValue, deciders } = activity;
  const positions = [...ruled.keys()];
  const conditional = positions.filter((position) => (ruled[position]?.when ?? null) !== null);
  const isDiscrete = (position: number) => (ruled[position]?.levels.count ?? null) !== null;

  /** What is inactive is NaN, or at level 0. */
  const isCanonical = (position: number, codes: ArrayLike<number>): boolean => {
    const code = codes[position] ?? NaN;
    if (isActive(position, codes)) return !Number.isNaN(code);
    return Number.isNaN(code) || (code === 0 && isDiscrete(position));
  };
  const isWithin = ({ scope, holds }: Condition, codes: ArrayLike<number>): boolean =>
    !scope.every((position) => hasValue(position, codes)) || holds(codes);

  const canonicalFactor = (position: number): Factor => ({
    scope: deciders([position]),
    holds: (codes) => isCanonical(position, codes),
    directionIn: (variable) => (variable === position ? 'falling' : activity.directionIn(position, variable)),
  });
  /** Of a constraint whose parameters `switched` may be inactive: it then does not apply. */
  const constraintFactor = (conjunct: Part, switched: readonly number[]): Factor => ({
    scope: deciders([...conjunct.scope, ...switched]),
    holds: (codes) => !switched.every((position) => hasValue(position, codes)) || conjunct.holds(codes),
    directionIn: (variable) =>
      switched
        .map((position) => flipDirection(activity.directionIn(position, variable)))
        .reduce(joinDirections, conjunct.directionIn(variable)),
  });
  const factors = [
    ...conditional.map(canonicalFactor),
    ...constraints.flatMap(({ scope, conjuncts }) => {
      const switched = scope.filter((position) => conditional.includes(position));
      return conjuncts.map((conjunct) => constraintFactor(conjunct, switched));
    }),
  ];

  const continuous = positions.filter((position) => !isDiscrete(position));
  const deciding = deciders(continuous).filter((position) => !continuous.includes(position));
  const isDecided = deciders(deciding).length === deciding.length && continuous.every((p) => conditional.includes(p));
  const someContinuousActive: Factor = {
    scope: deciding,
    holds: (codes) => continuous.some((position) => isActive(position, codes)),
    directionIn: (variable) =>
      continuous.map((position) => activity.directionIn(position, variable)).reduce(joinDirections, 'constant'),
  };
  const discrete = factors.filter(({ scope }) => scope.every(isDiscrete));
  return {
    isActive,
    deciders: (position) => deciders([position]),
    isFeasible: (codes) =>
      conditional.every((position) => isCanonical(position, codes)) &&
      constraints.every((constraint) => isWithin(constraint, codes)),
    factors: discrete,
    hasContinuous: discrete.length < factors.length,
    someContinuousActive: continuous.length > 0 && isDecided ? someContinuousActive : null,
  };
}

function createActivity(ruled: readonly RuledParameter[]) {
  const isActive = (position: number, codes: ArrayLike<number>): boolean => {
    const when = ruled[position]?.when ?? null;
    return when === null || (when.scope.every((parent) => hasValue(parent, codes)) && when.holds(codes));
  };
  const hasValue = (position: number, codes: ArrayLike<number>): boolean =>
    !Number.isNaN(codes[position]) && isActive(position, codes);
  /** How the activity of a parameter depends on the level of another one. */
  const directionIn = (position: number, variable: number): Direction | null => {
    const when = ruled[position]?.when ?? null;
    if (when === null) return 'constant';
    return when.scope.map((parent) => directionIn(parent, variable)).reduce(joinDirections, when.directionIn(variable));
  };
  /** The parameters that decide these: themselves, what their `when` reads, what that one's reads …; ascending. */
  const deciders = (positions: readonly number[]): number[] => {
    const all = new Set(positions);
    for (const position of all) for (const parent of ruled[position]?.when?.scope ?? []) all.add(parent);
    return [...all].sort((a, b) => a - b);
  };
  return { isActive, hasValue, directionIn, deciders };
}
