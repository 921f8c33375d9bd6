import { createRng } from '#kernel';

/** Draws in a row from one seed: the same seed gives the same run, fault by fault. */
export interface Chance {
  happens(share: number): boolean;
  /** 0 … `end` − 1. */
  below(end: number): number;
}

export function chanceOf(seed: number): Chance {
  const rng = createRng(seed, 'simulation');
  let draws = 0;
  const uniform = (): number => rng.uniform(draws++, 0);
  return { happens: (share) => uniform() < share, below: (end) => Math.floor(uniform() * end) };
}
