import { gridNeighbours } from './grid-neighbours';
import { nearestNeighbours } from './nearest-neighbours';
import type { TrialTable } from './trial-table';

/** Who stands next to whom (UX.md §2.4). Nothing is stored per pair: neighbours are found when asked for. */
export interface Neighbours {
  /** The most neighbours a trial can have. */
  most: number;
  /** Writes the trials next to `trial` into `into` and returns how many. */
  collect(trial: number, into: Int32Array): number;
  /** Some neighbour would lie outside the space. */
  isAtEdge(trial: number): boolean;
  /** What a reader should know about the neighbourhood, or null. */
  note: string | null;
}

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
