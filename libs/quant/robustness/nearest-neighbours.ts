import type { SpaceParameter } from '#quant/space';
import { createKdTree, type KdTree } from './kd-tree';
import type { Neighbours } from './neighbours.types';
import { activityPatterns, codeAt, type TrialTable } from './trial-table';

/** A continuous value this near to an end of its range, as a share of the range, stands at the edge. */
const EDGE = 0.01;

/** The 2k nearest trials in d∞, every range scaled to 0 … 1 (logarithmic ones in the logarithm). */
export function nearestNeighbours(table: TrialTable): Neighbours {
  const { parameters } = table.space;
  const most = 2 * parameters.length;
  const columns = parameters.map((parameter, i) => (table.codes[i] ?? new Float64Array()).map(scaling(parameter)));
  const patterns = activityPatterns(table);
  const trees = treesByPattern(table.count, patterns, columns, parameters);
  return {
    most,
    mutual: false,
    order: orderOf(trees),
    fullAround: () => most,
    note: `Neighbours are the ${most} nearest trials, since the space has continuous parameters.`,
    collect: (trial, into) => trees.get(patterns?.[trial] ?? 0)?.nearest(trial, most, into) ?? 0,
    isAtEdge: (trial) =>
      parameters.some(({ levels, ordered }, i) => {
        if (!ordered || levels === 1) return false;
        if (levels !== null) return [0, levels - 1].includes(codeAt(table, i, trial));
        const position = columns[i]?.[trial] ?? NaN;
        return position <= EDGE || position >= 1 - EDGE;
      }),
  };
}

function treesByPattern(
  count: number,
  patterns: Float64Array | null,
  columns: readonly Float64Array[],
  parameters: readonly SpaceParameter[],
): Map<number, KdTree> {
  const trees = new Map<number, KdTree>();
  for (const [pattern, trials] of membersByPattern(count, patterns)) {
    const active = [...parameters.keys()].filter((i) => !Number.isNaN(columns[i]?.[trials[0] ?? 0]));
    const dimensions = active.map((i) => ({
      values: columns[i] ?? new Float64Array(),
      ordered: parameters[i]?.ordered === true,
    }));
    trees.set(pattern, createKdTree(dimensions, trials));
  }
  return trees;
}

/** The trials of each pattern, ascending; one of all where nothing is ever inactive. */
function membersByPattern(count: number, patterns: Float64Array | null): Map<number, Int32Array> {
  if (patterns === null) return new Map([[0, Int32Array.from({ length: count }, (_, trial) => trial)]]);
  const sizes = new Map<number, number>();
  for (const pattern of patterns) sizes.set(pattern, (sizes.get(pattern) ?? 0) + 1);
  const members = new Map(Array.from(sizes, ([pattern, size]) => [pattern, new Int32Array(size)]));
  for (let trial = count - 1; trial >= 0; trial--) {
    const pattern = patterns[trial] ?? 0;
    const place = (sizes.get(pattern) ?? 0) - 1;
    sizes.set(pattern, place);
    members.get(pattern)?.fill(trial, place, place + 1);
  }
  return members;
}

function orderOf(trees: ReadonlyMap<number, KdTree>): Int32Array {
  const all = [...trees.values()].map(({ members }) => members);
  const order = new Int32Array(all.reduce((sum, { length }) => sum + length, 0));
  let placed = 0;
  for (const members of all) {
    order.set(members, placed);
    placed += members.length;
  }
  return order;
}

/** Code → position in the range, 0 … 1. */
function scaling({ domain, levels }: SpaceParameter): (code: number) => number {
  if (levels !== null) return (code) => (levels === 1 ? code : code / (levels - 1));
  if (domain.kind !== 'continuous') throw new TypeError(`A ${domain.kind} domain has levels.`);
  const { min, max, scale } = domain;
  if (scale === 'log') return (value) => Math.log(value / min) / Math.log(max / min);
  return (value) => (value - min) / (max - min);
}
