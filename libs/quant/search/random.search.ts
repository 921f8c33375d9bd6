import type { Space, SpaceDefinition } from '#quant/space';
import { EMPTY, notEnumerable, tooLarge, withSeparators } from './admission';
import { compiledSpace } from './compiled-space';
import { createRandomWalk } from './random-walk';
import type { Admission, AskInput, AskOutput, SearchMethod } from './search.types';

/** Trials when no budget is given. */
const DEFAULT_BUDGET = 1_000;

/** Positions tried at admission where the feasible points cannot be counted, and how many of them must be feasible. */
const PROBED = 10_000;
const PROBED_AT_ONCE = 100;
const FEWEST_FEASIBLE = 10;

/** So many positions in a row without a new point: the space counts as exhausted. */
const PATIENCE = 50_000;

/**
 * Distinct feasible points in random order. The cursor is `<position>/<trial>`: where the walk goes on and how many
 * trials it gave; everything else follows from the seed.
 */
const random: SearchMethod = {
  name: 'random',
  aliases: ['random_search', 'monte_carlo'],
  title: 'Random',
  description: 'Draws feasible points at random, never the same one twice; a budget for all points tries all points.',
  admit,
  ask,
};
export default random;

function admit(input: { space: SpaceDefinition; budget: number | null; limit: number }): Admission {
  const space = compiledSpace(input.space);
  const budget = input.budget ?? Math.min(DEFAULT_BUDGET, input.limit);
  if (budget > input.limit) {
    return tooLarge(
      `A budget of ${withSeparators(budget)} trials is more than the limit of ${withSeparators(input.limit)}.`,
    );
  }
  const order = space.anyOrder();
  if (order?.count === 0n) return EMPTY;
  if (order !== null && !space.isEndless()) return admitCounted(order.count, budget);
  return probe(space, budget);
}

function admitCounted(feasible: bigint, budget: number): Admission {
  if (feasible > BigInt(budget)) return { kind: 'accept', trials: budget, note: null };
  const note = `All ${withSeparators(feasible)} feasible points, each once, in random order.`;
  return { kind: 'accept', trials: Number(feasible), note };
}

/** Where feasible points cannot be counted: draws some (the same ones every time) and looks how many are feasible. */
function probe(space: Space, budget: number): Admission {
  const walk = createRandomWalk(space, 0);
  const enough = Math.min(FEWEST_FEASIBLE, budget);
  let feasible = 0;
  for (let position = 0; position < PROBED;) {
    const drawn = walk.draw(BigInt(position), Math.min(PROBED_AT_ONCE, PROBED - position));
    for (let row = 0; row < drawn.count; row++) {
      if (drawn.isPoint(row) && ++feasible === enough) return { kind: 'accept', trials: budget, note: null };
    }
    position += drawn.count;
  }
  return notEnumerable(
    `Only ${feasible} of ${withSeparators(PROBED)} random points meet the constraints, and they link too many values to be solved. ` +
      'Narrow the ranges to where the constraints hold, or use constraints over fewer parameters.',
  );
}

function ask({ space: definition, seed, budget, cursor, count }: AskInput): AskOutput {
  const space = compiledSpace(definition);
  const walk = createRandomWalk(space, seed);
  const [position = 0n, trial = 0n] = (cursor ?? '0/0').split('/').map(BigInt);
  const wanted = Math.min(count, budget - Number(trial));
  const columns = space.parameters.map(() => new Float64Array(wanted));
  let found = 0;
  let next = position;
  for (let misses = 0; found < wanted && misses < PATIENCE && next !== walk.length;) {
    const drawn = walk.draw(next, wanted - found);
    let row = 0;
    for (; row < drawn.count && misses < PATIENCE; row++) {
      misses++;
      if (!drawn.isPoint(row)) continue;
      columns.forEach((column, i) => (column[found] = drawn.columns[i]?.[row] ?? NaN));
      found++;
      misses = 0;
    }
    next += BigInt(row);
  }
  const trials = Number(trial) + found;
  return {
    plan:
      found === 0 ? null : { kind: 'points', count: found, columns: columns.map((column) => column.slice(0, found)) },
    cursor: `${next}/${trials}`,
    exhausted: trials >= budget || next === walk.length || found < wanted,
  };
}
