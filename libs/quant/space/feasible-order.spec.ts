import fc from 'fast-check';
import type { Domain, Parameter, Space, SpaceDefinition } from '#quant/space';
import { spaceOf } from '#testing';
import { edgesOf } from './edges';
import type { Factor } from './factor';
import { feasibleOrder, type FeasibleOrder } from './feasible-order';
import { TooMuchWork, Work } from './work';

const integer = (max: number): Domain => ({ kind: 'integer', min: 1, max, step: 1 });

function definitionOf(domains: Record<string, Domain>, constraints: string[], whens: Record<string, string> = {}) {
  const parameters = Object.entries(domains).map(([name, domain]): Parameter => {
    const when = whens[name];
    return { name, domain, ...(when !== undefined && { when }) };
  });
  return { parameters, constraints };
}

function orderOf(definition: SpaceDefinition): FeasibleOrder {
  const order = spaceOf(definition).gridOrder();
  if (order === null) throw new Error('too much work');
  return order;
}

/** n over k. */
function choose(n: bigint, k: bigint): bigint {
  return k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k;
}

describe('counting over large ordered domains', () => {
  const million = { fast: integer(1_000_000), slow: integer(1_000_000) };
  const many = { fast: integer(100_000), slow: integer(100_000) };
  const tenThousand = { a: integer(10_000), b: integer(10_000), c: integer(10_000) };
  const side: Domain = { kind: 'categorical', values: ['long', 'short'] };

  it.each<[string, SpaceDefinition, bigint]>([
    ['a pair of 10^6', definitionOf(million, ['fast < slow']), 499_999_500_000n],
    ['an unrelated third', definitionOf({ ...many, side }, ['fast < slow']), 9_999_900_000n],
    ['a slope', definitionOf(many, ['slow >= 2 * fast + 3']), 49_998n * 49_999n],
    ['a ratio', definitionOf(many, ['slow / fast >= 2']), 50_000n ** 2n],
    ['an equation', definitionOf(many, ['slow == 2 * fast']), 50_000n],
    ['a band', definitionOf(many, ['fast < slow and slow <= fast + 10']), 10n * 99_990n + 45n],
    ['a chain', definitionOf(tenThousand, ['a < b', 'b < c']), choose(10_000n, 3n)],
    ['a chain in one constraint', definitionOf(tenThousand, ['a < b and b < c']), choose(10_000n, 3n)],
    ['a star', definitionOf(tenThousand, ['a < c', 'b < c']), (9_999n * 10_000n * 19_999n) / 6n],
    [
      'float steps',
      definitionOf(
        { a: { kind: 'float', min: 0, max: 2500, step: 0.25 }, b: { kind: 'float', min: 0, max: 2500, step: 0.25 } },
        ['b - a >= 0.5'],
      ),
      choose(10_000n, 2n),
    ],
    [
      'a constraint without direction beside one with',
      definitionOf({ ...many, side }, ['fast < slow', 'slow != 70 or side == "long"']),
      9_999_900_000n - 69n,
    ],
    [
      'a conditional parameter',
      definitionOf({ on: { kind: 'boolean' }, ...many }, ['fast < slow'], { fast: 'on' }),
      4_999_950_000n + 100_000n,
    ],
    [
      'a condition on a large domain',
      definitionOf(many, ['fast < slow'], { slow: 'fast > 10' }),
      choose(99_990n, 2n) + 10n,
    ],
    [
      'one parameter of 2^50 levels',
      definitionOf({ a: integer(2 ** 50), b: integer(2 ** 50) }, ['a > 5']),
      (2n ** 50n - 5n) * 2n ** 50n,
    ],
  ])('%s', (_, definition, count) => {
    expect(spaceOf(definition).countFeasible()).toEqual({ kind: 'exact', count });
  });

  it('addresses points beyond 2^53', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const domains = Object.fromEntries(names.map((name) => [name, integer(10_000)]));
    const order = orderOf(definitionOf(domains, ['a < b', 'b < c', 'c < d', 'd < e', 'e < f']));
    expect(order.count).toBe(choose(10_000n, 6n));
    const levels = new Float64Array(names.length);
    expect(() => order.unrankAll([order.count], [])).toThrow('There is no feasible point');
    order.unrank(order.count - 1n, levels);
    expect([...levels]).toEqual([9994, 9995, 9996, 9997, 9998, 9999]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: order.count - 2n }), (rank) => {
        order.unrank(rank, levels);
        expect(order.rank(levels)).toBe(rank);
        const columns = names.map(() => new Float64Array(2));
        order.write(rank, 2, columns);
        expect(columns.map(([first]) => first)).toEqual([...levels]);
        expect(order.rank(columns.map((column) => column[1] ?? NaN))).toBe(rank + 1n);
      }),
    );
  });

  it('takes no list that does not ascend for an interval', () => {
    const list = (values: number[]): Domain => ({ kind: 'list', values });
    const countOf = (a: Domain) => orderOf(definitionOf({ b: integer(3), a }, ['a < b'])).count;
    expect([list([1, 2, 3]), list([3, 1, 2]), list([3, 2, 1])].map(countOf)).toEqual([3n, 3n, 3n]);
  });

  it('gives up where tables would be too large, or the work has no bound', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const domains = Object.fromEntries(names.map((name) => [name, integer(100)]));
    expect(spaceOf(definitionOf(domains, ['a * b * c * d * e < 10000'])).anyOrder()).toBeNull();
    expect(spaceOf(definitionOf(million, ['fast != slow'])).anyOrder()).toBeNull();
    const leaping: Factor = { scope: [0, 1], holds: (levels) => (levels[1] ?? 0) >= ((levels[0] ?? 0) % 2) * 1e12 };
    const edges = (work: Work) => edgesOf([1000, 2 ** 40], leaping, { variable: 1, direction: 'rising', work });
    expect(() => edges(new Work(10_000))).toThrow(TooMuchWork);
  });
});

describe('the feasible points in order, by intervals and by tables', () => {
  it('are those of brute force, in every order of the variables', () => {
    fc.assert(
      fc.property(someDefinition, fc.infiniteStream(fc.nat()), (definition, keys) => {
        const space = spaceOf(definition);
        const sorted = space.parameters.map((_, variable) => ({ variable, key: keys.next().value ?? 0 }));
        const variables = sorted.sort((a, b) => a.key - b.key).map(({ variable }) => variable);
        const order = feasibleOrder(space.discrete, variables);
        const feasible = feasibleLevels(space, variables);
        expect(order?.count).toBe(BigInt(feasible.length));
        const levels = new Float64Array(variables.length);
        feasible.forEach((expected, rank) => {
          order?.unrank(BigInt(rank), levels);
          expect([...levels]).toEqual(expected);
          expect(order?.rank(expected)).toBe(BigInt(rank));
        });
        const ranks = [...feasible.keys()].reverse();
        const expected = variables.map((_, i) => Float64Array.from(ranks, (rank) => feasible[rank]?.[i] ?? NaN));
        for (const all of [Float64Array.from(ranks), ranks.map(BigInt)]) {
          const columns = variables.map(() => new Float64Array(ranks.length));
          order?.unrankAll(all, columns);
          expect(columns).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are written as columns from any of them on, and no more than there are', () => {
    fc.assert(
      fc.property(someDefinition, fc.nat(), fc.nat(), (definition, from, length) => {
        const space = spaceOf(definition);
        const variables = [...space.parameters.keys()];
        const order = feasibleOrder(space.discrete, variables);
        const feasible = feasibleLevels(space, variables);
        const [first, count] = [from % (feasible.length + 1), length % (feasible.length + 1)];
        const expected = feasible.slice(first, first + count);
        const columns = variables.map(() => new Float64Array(count));
        const write = () => order?.write(BigInt(first), count, columns);
        if (expected.length < count) expect(write).toThrow(RangeError);
        else {
          write();
          expect(columns).toEqual(variables.map((i) => Float64Array.from(expected, (levels) => levels[i] ?? NaN)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('counts what begins with given levels', () => {
    fc.assert(
      fc.property(someDefinition, fc.nat({ max: 4 }), fc.nat(), (definition, depth, pick) => {
        const space = spaceOf(definition);
        const variables = [...space.parameters.keys()];
        const feasible = feasibleLevels(space, variables);
        const start = space.levelsAt(BigInt(pick) % (space.size ?? 1n));
        const first = variables.slice(0, depth);
        const completions = feasible.filter((levels) => first.every((v) => levels[v] === start[v]));
        expect(space.gridOrder()?.completions(start, depth)).toBe(BigInt(completions.length));
      }),
    );
  });
});

/** Found the slow way: all feasible levels, ordered by the first of `variables`, then by the second … */
function feasibleLevels(space: Space, variables: readonly number[]): number[][] {
  const all = Array.from({ length: Number(space.size) }, (_, i) => [...space.levelsAt(BigInt(i))]);
  const compare = (a: number[], b: number[]) =>
    variables.reduce((difference, v) => difference || (a[v] ?? 0) - (b[v] ?? 0), 0);
  return all.filter((levels) => space.isFeasible(levels)).sort(compare);
}

const someNumbers: fc.Arbitrary<Domain> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 5 }))
    .map(([min, span]): Domain => ({ kind: 'integer', min, max: min + span, step: 1 })),
  fc.constant<Domain>({ kind: 'float', min: 0.1, max: 0.9, step: 0.2 }),
  fc.constant<Domain>({ kind: 'log', min: 1, max: 8, points: 4 }),
  fc
    .uniqueArray(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 4 })
    .map((values): Domain => ({ kind: 'list', values })),
  fc.constant<Domain>({ kind: 'categorical', values: [2, 0, 1] }),
);

const someConstraints = fc.subarray(
  [
    ...['a < b', 'b < c and c < 5', 'c >= 2 * a + 1', 'b - a >= 0.2', 'a == b', 'a * b < 6', 'max(a, c) > b or on'],
    ...['not (a >= c)', 'abs(a - b) > 0.5', 'if(on, a, b) <= c', 'a != c', 'b / (a + 5) < 1', 'sqrt(b) < 1.5'],
  ],
  { maxLength: 4 },
);

const someDefinition: fc.Arbitrary<SpaceDefinition> = fc
  .record({
    a: someNumbers,
    b: someNumbers,
    c: someNumbers,
    whenB: fc.constantFrom(undefined, 'on', 'a > 0', 'a > 0 or on'),
    whenC: fc.constantFrom(undefined, 'not on', 'b > 0', 'b < 1 and a < 2'),
    constraints: someConstraints,
    names: fc.shuffledSubarray(['a', 'b', 'c', 'on'], { minLength: 4 }),
  })
  .map(({ a, b, c, whenB, whenC, constraints, names }) => {
    const domains: Record<string, Domain> = { a, b, c, on: { kind: 'boolean' } };
    const parameters = names.flatMap((name): Parameter[] => {
      const when = { b: whenB, c: whenC }[name];
      const domain = domains[name];
      return domain ? [{ name, domain, ...(when !== undefined && { when }) }] : [];
    });
    return { parameters, constraints };
  });
