/** One thing wrong with a definition: where (keys and positions from its root), what, and what to try. */
export interface SpaceIssue {
  path: (string | number)[];
  message: string;
  hint?: string;
}
