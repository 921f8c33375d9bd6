/** Who stands next to whom (UX.md §2.4). Nothing is stored per pair: neighbours are found when asked for. */
export interface Neighbours {
  /** The most neighbours a trial can have. */
  most: number;
  /** All trials, those that are near each other in a row, so that what one reads is still in the cache for the next; null: by number. */
  order: Int32Array | null;
  /** The size of a full neighbourhood of the trial: in the midst of the space, everything tried, the same parameters active. */
  fullAround(trial: number): number;
  collect: Collect;
  /** Some neighbour would lie outside the space. */
  isAtEdge(trial: number): boolean;
  /** Whether a trial is always a neighbour of its neighbours. */
  mutual: boolean;
  /** What a reader should know about the neighbourhood, or null. */
  note: string | null;
}

/** Writes the trials next to one into an array, in no particular order, and returns how many. */
export type Collect = (trial: number, into: Int32Array) => number;
