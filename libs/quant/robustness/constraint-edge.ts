import type { Factor, Space } from '#quant/space';
import type { Neighbourhood, Offset } from './offsets';

/** Looked up once: in a VM context (jest) every access to a global is slow. */
const { isNaN } = Number;

/** Answers are kept for so many combinations of levels per constraint, a byte each. */
const MOST_KEPT = 2 ** 22;

type Test = (codes: ArrayLike<number>) => boolean;

/**
 * Whether a neighbour of a point would violate a constraint while the same parameters are active; null when there is no
 * constraint. Only the parameters that a constraint reads, and those that switch others, can matter to it: the answer is
 * found once for every combination of their levels.
 */
export function constraintEdge(space: Space, { offsets }: Neighbourhood): Test | null {
  if (space.definition.constraints.length === 0) return null;
  const switches = switchesOf(space);
  const tests = space.discrete.factors.map((factor) => {
    const moves = offsets.filter((offset) => isWorth(space, offset, factor, switches));
    return kept(space, [...factor.scope, ...switches], edgeTest(space, factor, moves, switches));
  });
  return (codes) => tests.some((isEdge) => isEdge(codes));
}

/** What decides whether any other parameter is active. */
function switchesOf(space: Space): number[] {
  const positions = [...space.parameters.keys()];
  return positions.filter((switching) =>
    positions.some((other) => other !== switching && space.deciders(other).includes(switching)),
  );
}

/**
 * Whether trying an offset can tell anything about a factor that the others do not: it moves only what matters, and
 * nothing in the direction in which the factor holds on.
 */
function isWorth(space: Space, { parameters, steps }: Offset, factor: Factor, switches: readonly number[]): boolean {
  return parameters.every((position, i) => {
    if (switches.includes(position)) return true;
    if (!factor.scope.includes(position)) return false;
    const direction = factor.directionIn?.(position) ?? null;
    if (direction === null || space.parameters[position]?.ordered !== true) return true;
    return direction !== 'constant' && (steps[i] ?? 0) < 0 === (direction === 'rising');
  });
}

function edgeTest(space: Space, factor: Factor, moves: readonly Offset[], switches: readonly number[]): Test {
  const { parameters } = space;
  const there = new Float64Array(parameters.length);
  const violates = kept(space, factor.scope, (codes) => !factor.holds(codes));
  const conditional = [...parameters.keys()].filter((position) => parameters[position]?.conditional);
  const keepsActive = (here: ArrayLike<number>): boolean =>
    conditional.every((position) => space.isActive(position, there) === !isNaN(here[position]));
  return (here) =>
    moves.some(({ parameters: moved, steps }) => {
      for (let i = 0; i < there.length; i++) there[i] = here[i] || 0;
      for (let i = 0; i < moved.length; i++) {
        const position = moved[i] ?? 0;
        const { levels, ordered } = parameters[position] ?? {};
        const level = (here[position] ?? NaN) + (steps[i] ?? 0);
        if (isNaN(level) || (ordered && (level < 0 || level >= (levels ?? 1)))) return false;
        there[position] = level % (levels ?? 1);
      }
      return violates(there) && (!moved.some((position) => switches.includes(position)) || keepsActive(here));
    });
}

/** The same test, asked only once per combination of levels that it reads (inactive = level 0), where there are not too many. */
function kept(space: Space, reads: readonly number[], test: Test): Test {
  const positions = [...new Set(reads)];
  const sizes = positions.map((position) => space.parameters[position]?.levels ?? Infinity);
  const cells = sizes.reduce((product, size) => product * size, 1);
  if (cells > MOST_KEPT) return test;
  const answers = new Uint8Array(cells);
  return (codes) => {
    let cell = 0;
    for (let i = 0; i < positions.length; i++) cell = cell * (sizes[i] ?? 1) + (codes[positions[i] ?? 0] || 0);
    if (answers[cell] === UNKNOWN) answers[cell] = test(codes) ? YES : NO;
    return answers[cell] === YES;
  };
}

const [UNKNOWN, NO, YES] = [0, 1, 2];
