/** No table has more cells: bounds memory. */
export const MOST_TABLE_CELLS = 2 ** 21;

/** Steps that one problem may take: bounds time (about a second; a few where the factors are long expressions). */
const MOST_STEPS = 2 ** 25;

/** Evaluating a factor takes about as long as visiting so many cells. */
const STEPS_PER_EVALUATION = 4;

export class TooMuchWork extends Error {}

/** What counting may still cost. Steps are counted, not timed: what can be counted is the same on every machine. */
export class Work {
  constructor(private steps = MOST_STEPS) {}

  /** @throws TooMuchWork */
  visit(cells: number): void {
    this.steps -= cells;
    if (this.steps < 0) throw new TooMuchWork('Counting takes too many steps.');
  }

  /** @throws TooMuchWork */
  evaluate(times: number): void {
    this.visit(times * STEPS_PER_EVALUATION);
  }
}
