import type { Direction } from '#quant/formula';

/** Which levels go together. `holds` reads only the levels of `scope`. */
export interface Factor {
  scope: readonly number[];
  holds(levels: ArrayLike<number>): boolean;
  /**
   * How it depends on the level of one variable while the others stand: rising, it holds from some level on; falling,
   * below some level. Null or no answer at all: not known.
   */
  directionIn?(variable: number): Direction | null;
}

/** Variables 0 … n−1 with `sizes[v]` levels each, and what restricts them. */
export interface FactorProblem {
  sizes: readonly number[];
  factors: readonly Factor[];
}
