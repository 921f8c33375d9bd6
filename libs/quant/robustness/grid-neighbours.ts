import { blockNeighbours } from './block-neighbours';
import { constraintEdge } from './constraint-edge';
import { fullNeighbourhoods } from './full-neighbourhood';
import type { Neighbours } from './neighbours.types';
import { neighbourhoodIn } from './offsets';
import { tabledNeighbours, tableSize } from './tabled-neighbours';
import { codeAt, type TrialTable } from './trial-table';

export function gridNeighbours(table: TrialTable): Neighbours {
  const { space } = table;
  const neighbourhood = neighbourhoodIn(space.parameters);
  const { offsets, note } = neighbourhood;
  const size = tableSize(table);
  const isNextToConstraint = constraintEdge(space, neighbourhood);
  const fullAround = fullNeighbourhoods(space);
  const tops = Float64Array.from(space.parameters, ({ levels, ordered }) =>
    ordered && levels !== 1 ? (levels ?? 1) - 1 : NaN,
  );
  const here = new Float64Array(space.parameters.length);
  const codesOf = (trial: number): Float64Array => {
    for (let i = 0; i < here.length; i++) here[i] = codeAt(table, i, trial);
    return here;
  };
  return {
    most: offsets.length,
    mutual: true,
    order: null,
    note,
    fullAround: (trial) => fullAround(codesOf(trial)),
    collect: size === null ? blockNeighbours(table, neighbourhood) : tabledNeighbours(table, size, offsets),
    isAtEdge: (trial) => {
      codesOf(trial);
      for (let i = 0; i < tops.length; i++) {
        const top = tops[i] ?? NaN;
        if (here[i] === top || (here[i] === 0 && top > 0)) return true;
      }
      return isNextToConstraint?.(here) ?? false;
    },
  };
}
