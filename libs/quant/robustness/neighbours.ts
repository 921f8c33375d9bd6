import { gridNeighbours } from './grid-neighbours';
import { nearestNeighbours } from './nearest-neighbours';
import type { Neighbours } from './neighbours.types';
import type { TrialTable } from './trial-table';

/**
 * Grid: one step or less in every ordered parameter, any other value in a categorical one. With a continuous
 * parameter: the 2k nearest of k parameters. Trials in which different parameters are active are never neighbours:
 * they are different strategies, and no number of steps lies between them.
 */
export function createNeighbours(table: TrialTable): Neighbours {
  return table.space.parameters.every(({ levels }) => levels !== null)
    ? gridNeighbours(table)
    : nearestNeighbours(table);
}
