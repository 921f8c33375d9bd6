import { rankOfIndex, type FeasibleOrder, type Space, type SpaceDefinition } from '#quant/space';
import { EMPTY, notEnumerable, tooLarge, withSeparators } from './admission';
import { compiledSpace } from './compiled-space';
import type { Admission, AskInput, AskOutput, SearchMethod } from './search.types';

/** Every feasible point once, in index order. The cursor is the index at which the next range begins. */
const grid: SearchMethod = {
  name: 'grid',
  aliases: ['grid_search', 'exhaustive', 'brute_force'],
  title: 'Grid',
  description: 'Tries every feasible combination of the parameters, the first parameter varying slowest.',
  admit,
  ask,
};
export default grid;

function admit(input: { space: SpaceDefinition; budget: number | null; limit: number }): Admission {
  const space = compiledSpace(input.space);
  const counted = space.countFeasible();
  if (counted.kind === 'not-countable') {
    const hint =
      counted.reason === 'continuous'
        ? 'Give each continuous parameter a step (or "log" with points), or use `method: random` with a budget.'
        : 'Or use `method: random` with a budget.';
    return notEnumerable(`${counted.message} ${hint}`);
  }
  if (counted.count === 0n) return EMPTY;
  const most = Math.min(input.budget ?? Infinity, input.limit);
  if (counted.count > BigInt(most)) {
    const kindOfLimit = input.budget !== null && input.budget <= input.limit ? 'budget' : 'limit';
    return tooLarge(
      `The grid has ${withSeparators(counted.count)} feasible points, more than the ${kindOfLimit} of ${withSeparators(most)}. ` +
        `Use coarser steps or narrower ranges, or \`method: random\` with a budget of ${withSeparators(most)}.`,
    );
  }
  if (space.gridOrder() === null) return notEnumerable(`${NO_ORDER} Or use \`method: random\` with a budget.`);
  return { kind: 'accept', trials: Number(counted.count), note: null };
}

function ask({ space: definition, budget, cursor, count }: AskInput): AskOutput {
  const space = compiledSpace(definition);
  const order = orderOf(space);
  if (order.count > BigInt(budget)) {
    throw new RangeError(
      `A grid of ${order.count} points is never cut to a budget of ${budget}: \`admit\` refuses it.`,
    );
  }
  const start = BigInt(cursor ?? 0);
  const first = rankOfIndex(space, order, start);
  const left = order.count - first;
  if (left === 0n) return { plan: null, cursor: String(start), exhausted: true };
  const planned = left < BigInt(count) ? left : BigInt(count);
  const exhausted = planned === left;
  const end = exhausted ? (space.size ?? 0n) : indexAt(space, order, first + planned);
  const plan = { kind: 'range' as const, start: String(start), end: String(end), count: Number(planned) };
  return { plan, cursor: String(end), exhausted };
}

const NO_ORDER =
  'The constraints link parameters that stand too far apart to walk the grid in order. Put parameters that share a constraint next to each other.';

function orderOf(space: Space): FeasibleOrder {
  const order = space.size === null ? null : space.gridOrder();
  if (order === null) throw new RangeError('This space has no grid: `admit` refuses it.');
  return order;
}

function indexAt(space: Space, order: FeasibleOrder, rank: bigint): bigint {
  const levels = new Float64Array(space.parameters.length);
  order.unrank(rank, levels);
  return space.indexOfLevels(levels);
}
