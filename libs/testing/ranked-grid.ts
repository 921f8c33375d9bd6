import { type Ranking, rankTrials } from '#quant/robustness';
import { type Parameter, type ParameterSet, planColumns, type Space, type SpaceDefinition } from '#quant/space';
import { spaceOf } from './space.arbitrary';

/** The parameter `name` with the values 0 … max. */
export function axis(name: string, max: number): Parameter {
  return { name, domain: { kind: 'integer', min: 0, max, step: 1 } };
}

/** All feasible points as columns, in index order. */
export function wholeGrid(space: Space): Float64Array[] {
  const counted = space.countFeasible();
  if (counted.kind !== 'exact') throw new Error(counted.message);
  return planColumns(space, { kind: 'range', start: '0', end: String(space.size), count: Number(counted.count) });
}

export interface RankedGrid {
  space: Space;
  codes: Float64Array[];
  /** The parameters of each trial. */
  sets: ParameterSet[];
  scores: Float64Array;
  feasible: Uint8Array;
  ranking: Ranking;
  setOf(trial: number | null): ParameterSet | null;
}

/**
 * Ranks the whole grid with a score for each parameter set (higher is better, NaN = none); `meets` are the result
 * constraints, `direction` is the metric's own.
 */
export function rankGrid(
  definition: SpaceDefinition,
  scoreOf: (set: ParameterSet) => number,
  meets: (set: ParameterSet) => boolean = () => true,
  direction: 'maximize' | 'minimize' = 'maximize',
): RankedGrid {
  const space = spaceOf(definition);
  const codes = wholeGrid(space);
  const sets = Array.from(codes[0] ?? [], (_, trial) => space.setOf(codes.map((column) => column[trial] ?? NaN)));
  const scores = Float64Array.from(sets, scoreOf);
  const feasible = Uint8Array.from(sets, (set) => (meets(set) ? 1 : 0));
  const ranking = rankTrials({ space, codes, scores, direction, feasible });
  return { space, codes, sets, scores, feasible, ranking, setOf: (t) => (t === null ? null : (sets[t] ?? null)) };
}
