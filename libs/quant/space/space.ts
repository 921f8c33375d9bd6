import type { Condition } from './condition';
import type { Factor, FactorProblem } from './factor';
import { type FeasibleOrder, feasibleOrder } from './feasible-order';
import { createInactiveMarker } from './inactive-columns';
import { createMixedRadix } from './mixed-radix';
import { narrowOrder } from './narrow-order';
import { createRules, type RuledParameter } from './rules';
import type { Domain, ParameterSet, ParameterValue, SpaceDefinition } from './space.types';

/** A parameter of a compiled space: its levels, and whether a `when` can switch it off. */
export interface SpaceParameter {
  readonly name: string;
  readonly domain: Domain;
  readonly conditional: boolean;
  /** Number of values; null when continuous. */
  readonly levels: number | null;
  /** Neighbouring levels are neighbours; false: every two values are (categorical, boolean). */
  readonly ordered: boolean;
  /** The value of a level (the code itself when continuous). */
  valueAt(code: number): ParameterValue;
  /** The inverse of `valueAt`; null for a value outside the domain. */
  levelOf(value: ParameterValue): number | null;
}

export type FeasibleCount =
  | { kind: 'exact'; count: bigint }
  | { kind: 'not-countable'; size: bigint | null; reason: 'continuous' | 'too-linked'; message: string };

/**
 * A compiled search space. *Codes* are one number per parameter in the order of the definition: the level index,
 * the value where continuous, NaN where inactive. An *index* is the mixed-radix number of the levels, first parameter
 * slowest, an inactive parameter being at level 0: any other level there is not feasible, so no point exists twice.
 */
export interface Space {
  readonly definition: SpaceDefinition;
  readonly parameters: readonly SpaceParameter[];
  /** Product of the numbers of levels, constraints aside; null when a domain is continuous. */
  readonly size: bigint | null;
  /** How many points are feasible, exactly, without listing them; or why that cannot be told. */
  countFeasible(): FeasibleCount;
  /** @throws RangeError outside 0 … size−1 and for continuous spaces; so do `at` and `isFeasibleAt`. */
  levelsAt(index: bigint): Float64Array;
  /** The parameters of a point, whether feasible or not. */
  at(index: bigint): ParameterSet;
  isFeasibleAt(index: bigint): boolean;
  /** The inverse of `at`; null for a set that is no point of this space (unknown value, missing or inactive parameter). */
  indexOf(set: ParameterSet): bigint | null;
  indexOfLevels(levels: ArrayLike<number>): bigint;
  /** Of these codes, is this parameter active? Inactive parents make inactive children. */
  isActive(position: number, codes: ArrayLike<number>): boolean;
  /** What decides whether this parameter is active: itself, what its `when` reads, what that one's reads …; ascending. */
  deciders(position: number): readonly number[];
  /** Canonical (what is inactive is NaN or at level 0) and within every constraint that applies. */
  isFeasible(codes: ArrayLike<number>): boolean;
  /** Levels → codes, in place: what is inactive becomes NaN. */
  canonicalize(levels: Float64Array): Float64Array;
  /** The same of columns, one per parameter with a level per point, in place. */
  canonicalizeColumns(columns: Float64Array[]): Float64Array[];
  setOf(codes: ArrayLike<number>): ParameterSet;
  codesOf(set: ParameterSet): Float64Array | null;
  /** Whether a `when` or a constraint reads a continuous parameter: then not every point whose levels are feasible is. */
  readonly hasContinuousRules: boolean;
  /** What restricts the discrete parameters alone; a continuous one counts as a single level. */
  readonly discrete: FactorProblem;
  /** The feasible discrete points in index order; null when that would be too much work. */
  gridOrder(): FeasibleOrder | null;
  /** The same points in whichever order can be counted: index order if possible. */
  anyOrder(): FeasibleOrder | null;
  /** False where no feasible point has an active continuous parameter: then the discrete points are all there is. */
  isEndless(): boolean;
}

/** Used by `compileSpace`, which has checked everything. */
export function createSpace(
  definition: SpaceDefinition,
  ruled: readonly RuledParameter[],
  constraints: readonly Condition[],
): Space {
  const parameters = ruled.map(describe);
  const radix = createMixedRadix(parameters.map(({ levels }) => levels));
  const rules = createRules(ruled, constraints);
  const discrete: FactorProblem = { sizes: parameters.map(({ levels }) => levels ?? 1), factors: rules.factors };
  const natural = [...parameters.keys()];
  const markInactive = once(() =>
    createInactiveMarker({
      sizes: parameters.map(({ levels }) => levels),
      conditional: parameters.map(({ conditional }) => conditional),
      isActive: rules.isActive,
      deciders: rules.deciders,
    }),
  );
  const gridOrder = once(() => feasibleOrder(discrete, natural));
  const anyOrder = once(() => gridOrder() ?? feasibleOrder(discrete, narrowOrder(discrete)));

  const setOf = (codes: ArrayLike<number>): ParameterSet => {
    const set: ParameterSet = {};
    parameters.forEach(({ name, valueAt }, i) => {
      if (rules.isActive(i, codes)) set[name] = valueAt(codes[i] ?? NaN);
    });
    return set;
  };
  const codesOf = (set: ParameterSet): Float64Array | null => {
    const codes = new Float64Array(parameters.length).fill(NaN);
    for (const [name, value] of Object.entries(set)) {
      const position = parameters.findIndex((parameter) => parameter.name === name);
      const code = parameters[position]?.levelOf(value) ?? null;
      if (code === null) return null;
      codes[position] = code;
    }
    return parameters.every((_, i) => rules.isActive(i, codes) === !Number.isNaN(codes[i])) ? codes : null;
  };
  return {
    definition,
    parameters,
    size: radix.size,
    countFeasible: () => countFeasible(radix.size, anyOrder),
    levelsAt: radix.levelsAt,
    at: (index) => setOf(radix.levelsAt(index)),
    isFeasibleAt: (index) => rules.isFeasible(radix.levelsAt(index)),
    indexOf: (set) => {
      const codes = codesOf(set);
      return codes === null ? null : radix.indexOf(codes);
    },
    indexOfLevels: radix.indexOf,
    isActive: rules.isActive,
    deciders: rules.deciders,
    isFeasible: rules.isFeasible,
    canonicalize: (levels) => {
      parameters.forEach(({ conditional }, i) => {
        if (conditional && !rules.isActive(i, levels)) levels[i] = NaN;
      });
      return levels;
    },
    canonicalizeColumns: (columns) => {
      markInactive()(columns);
      return columns;
    },
    setOf,
    codesOf,
    hasContinuousRules: rules.hasContinuous,
    discrete,
    gridOrder,
    anyOrder,
    isEndless: once(() => isEndless(discrete, parameters, rules.someContinuousActive)),
  };
}

function isEndless(discrete: FactorProblem, parameters: readonly SpaceParameter[], active: Factor | null): boolean {
  if (active === null) return parameters.some(({ levels }) => levels === null);
  const problem = { ...discrete, factors: [...discrete.factors, active] };
  return feasibleOrder(problem, narrowOrder(problem))?.count !== 0n;
}

function describe({ parameter, levels, when }: RuledParameter): SpaceParameter {
  return {
    name: parameter.name,
    domain: parameter.domain,
    conditional: when !== null,
    levels: levels.count,
    ordered: levels.ordered,
    valueAt: levels.valueAt,
    levelOf: levels.codeOf,
  };
}

function countFeasible(size: bigint | null, order: () => FeasibleOrder | null): FeasibleCount {
  if (size === null) {
    const message = 'The space has continuous parameters: it holds more points than can be counted.';
    return { kind: 'not-countable', size, reason: 'continuous', message };
  }
  const feasible = order();
  if (feasible !== null) return { kind: 'exact', count: feasible.count };
  const message =
    'The constraints link too many values to count what is feasible: use coarser steps, or constraints over fewer parameters.';
  return { kind: 'not-countable', size, reason: 'too-linked', message };
}

function once<T>(compute: () => T): () => T {
  let done: { value: T } | null = null;
  return () => (done ??= { value: compute() }).value;
}
