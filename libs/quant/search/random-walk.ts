import { createRng, type Rng } from '#kernel';
import type { Space, SpaceParameter } from '#quant/space';
import { createNumberPermutation, createPermutation } from './permutation';

/**
 * The random order of a space as a function of (seed, position). It ends after `length` positions, or never where a
 * continuous parameter is active.
 */
export interface RandomWalk {
  length: bigint | null;
  /** What is at these positions: at least one, at most `count`. */
  draw(from: bigint, count: number): Drawn;
}

/** Points at positions in a row. */
export interface Drawn {
  count: number;
  /** A code per parameter and position. */
  columns: Float64Array[];
  /** Whether the position holds a new feasible point. */
  isPoint(row: number): boolean;
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
  const shuffle = shuffles(source.size, seed);
  const rng = createRng(seed, 'random-search/values');
  const isFeasible = source.onlyFeasible && !space.hasContinuousRules ? () => true : rowTest(space);
  const length = source.size === 0n || !space.isEndless() ? source.size : null;
  // Laps over a single discrete point do not differ.
  const isOneLap = length === null && source.size === 1n;
  return {
    length,
    draw: (from, wanted) => {
      const [lap, position] = [from / source.size, from % source.size];
      const left = source.size - position;
      const count = isOneLap || left >= BigInt(wanted) ? wanted : Number(left);
      const numbers = isOneLap ? new Float64Array(count) : shuffle(lap, position, count);
      const columns = source.columnsAt(numbers);
      for (const [i, parameter] of continuous) {
        const column = columns[i] ?? new Float64Array();
        for (let row = 0; row < count; row++) column[row] = drawValue(parameter, rng, Number(from) + row, i);
      }
      space.canonicalizeColumns(columns);
      const inFirstLap = Number(source.size - from);
      const isNew = (row: number) => row < inFirstLap || continuous.some(([i]) => !Number.isNaN(columns[i]?.[row]));
      return { count, columns, isPoint: (row) => isNew(row) && isFeasible(columns, row) };
    },
  };
}

/** Numbers from 0 on, in doubles where all of them fit, else in bigints. */
type Numbers = Float64Array | bigint[];

interface DiscreteSource {
  size: bigint;
  /** Whether no number stands for a point that violates a rule over discrete parameters. */
  onlyFeasible: boolean;
  /** The levels of the points with these numbers, a column per parameter. */
  columnsAt(numbers: Numbers): Float64Array[];
}

function discreteSource(space: Space): DiscreteSource {
  const order = space.anyOrder();
  if (order === null) return allLevels(space);
  return {
    size: order.count,
    onlyFeasible: true,
    columnsAt: (ranks) => {
      const columns = space.parameters.map(() => new Float64Array(ranks.length));
      order.unrankAll(ranks, columns);
      return columns;
    },
  };
}

/** Every combination of levels, feasible or not, a continuous parameter counting as one level. */
function allLevels(space: Space): DiscreteSource {
  const sizes = space.parameters.map(({ levels }) => BigInt(levels ?? 1));
  return {
    size: sizes.reduce((product, size) => product * size, 1n),
    onlyFeasible: false,
    columnsAt: (numbers) => {
      const columns = sizes.map(() => new Float64Array(numbers.length));
      numbers.forEach((number: number | bigint, row: number) => {
        let rest = BigInt(number);
        sizes.forEach((size, i) => {
          columns[i]?.fill(Number(rest % size), row, row + 1);
          rest /= size;
        });
      });
      return columns;
    },
  };
}

/** Whether the point in a row of columns is feasible. */
function rowTest(space: Space): (columns: readonly Float64Array[], row: number) => boolean {
  const codes = new Float64Array(space.parameters.length);
  return (columns, row) => {
    for (let i = 0; i < codes.length; i++) codes[i] = columns[i]?.[row] ?? NaN;
    return space.isFeasible(codes);
  };
}

/** The numbers at `count` positions of a lap from `position` on; the last permutation is kept. */
function shuffles(size: bigint, seed: number): (lap: bigint, position: bigint, count: number) => Numbers {
  let current: { lap: bigint; numbersAt: (position: bigint, count: number) => Numbers } | null = null;
  return (lap, position, count) => {
    if (current?.lap !== lap) current = { lap, numbersAt: shuffle(size, seed, `random-search/lap-${lap}`) };
    return current.numbersAt(position, count);
  };
}

function shuffle(size: bigint, seed: number, purpose: string): (position: bigint, count: number) => Numbers {
  const permuteNumber = createNumberPermutation(size, seed, purpose);
  if (permuteNumber === null) {
    const permute = createPermutation(size, seed, purpose);
    return (position, count) => Array.from({ length: count }, (_, i) => permute(position + BigInt(i)));
  }
  return (position, count) => {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) numbers[i] = permuteNumber(Number(position) + i);
    return numbers;
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
