import { createRng, type Rng } from '#kernel';
import type { FeasibleOrder, Space, SpaceParameter } from '#quant/space';
import { createPermutation } from './permutation';

/**
 * The random order of a space as a function of (seed, position): codes, or null where the position holds no new
 * feasible point. It ends after `length` positions, or never where a continuous parameter is active.
 */
export interface RandomWalk {
  length: bigint | null;
  codesAt(position: bigint): Float64Array | null;
}

/**
 * Discrete points come from a keyed permutation, so none comes twice: of the ranks of the feasible points where they
 * can be counted (nothing is rejected), of all indices where they cannot (infeasible ones are passed over).
 * With continuous parameters the permutation starts again, with another key, when it is used up; from then on only
 * points with an active continuous parameter are new.
 */
export function createRandomWalk(space: Space, seed: number): RandomWalk {
  const source = discreteSource(space);
  const continuous = [...space.parameters.entries()].filter(([, { levels }]) => levels === null);
  const permute = permutations(source.size, seed);
  const rng = createRng(seed, 'random-search/values');
  return {
    length: source.size === 0n || !space.isEndless() ? source.size : null,
    codesAt: (position) => {
      const lap = position / source.size;
      const codes = source.levelsAt(permute(lap, position % source.size));
      for (const [i, parameter] of continuous) codes[i] = drawValue(parameter, rng, Number(position), i);
      space.canonicalize(codes);
      if (lap > 0n && continuous.every(([i]) => Number.isNaN(codes[i]))) return null;
      return space.isFeasible(codes) ? codes : null;
    },
  };
}

interface DiscreteSource {
  size: bigint;
  levelsAt(number: bigint): Float64Array;
}

function discreteSource(space: Space): DiscreteSource {
  const order = space.anyOrder();
  return order === null ? allLevels(space) : feasibleLevels(space, order);
}

function feasibleLevels(space: Space, order: FeasibleOrder): DiscreteSource {
  return {
    size: order.count,
    levelsAt: (rank) => {
      const levels = new Float64Array(space.parameters.length);
      order.unrank(rank, levels);
      return levels;
    },
  };
}

/** Every combination of levels, feasible or not, a continuous parameter counting as one level. */
function allLevels(space: Space): DiscreteSource {
  const sizes = space.parameters.map(({ levels }) => BigInt(levels ?? 1));
  return {
    size: sizes.reduce((product, size) => product * size, 1n),
    levelsAt: (number) => {
      const levels = new Float64Array(sizes.length);
      let rest = number;
      sizes.forEach((size, i) => {
        levels[i] = Number(rest % size);
        rest /= size;
      });
      return levels;
    },
  };
}

/** One permutation per lap; the last one is kept, since positions come in order. */
function permutations(size: bigint, seed: number): (lap: bigint, position: bigint) => bigint {
  let current: { lap: bigint; permute: (position: bigint) => bigint } | null = null;
  return (lap, position) => {
    if (current?.lap !== lap) current = { lap, permute: createPermutation(size, seed, `random-search/lap-${lap}`) };
    return current.permute(position);
  };
}

/** Uniform in the domain, or in its logarithm. 53 random bits: two draws agree with a probability of about 10⁻¹⁶. */
function drawValue({ domain }: SpaceParameter, rng: Rng, position: number, lane: number): number {
  if (domain.kind !== 'continuous') throw new TypeError(`A ${domain.kind} domain has levels.`);
  const u = rng.uniform(position, lane);
  const { min, max } = domain;
  const value = domain.scale === 'log' ? min * (max / min) ** u : min + u * (max - min);
  return Math.min(max, Math.max(min, value));
}
