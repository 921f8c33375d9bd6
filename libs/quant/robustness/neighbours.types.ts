/** Who stands next to whom (UX.md §2.4). Nothing is stored per pair: neighbours are found when asked for. */
export interface Neighbours {
  /** The most neighbours a trial can have. */
  most: number;
  /** The size of a full neighbourhood of the trial: in the midst of the space, everything tried, the same parameters active. */
  fullAround(trial: number): number;
  /** Writes the trials next to `trial` into `into` and returns how many. */
  collect(trial: number, into: Int32Array): number;
  /** Some neighbour would lie outside the space. */
  isAtEdge(trial: number): boolean;
  /** What a reader should know about the neighbourhood, or null. */
  note: string | null;
}
