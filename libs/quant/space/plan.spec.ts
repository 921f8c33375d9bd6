import fc from 'fast-check';
import { planColumns, planSets, planValues, resolvePlan, type Space, type TrialPlan } from '#quant/space';
import { spaceDefinitions, spaceOf } from '#testing';

describe('a plan', () => {
  const integer = (min: number, max: number) => ({ kind: 'integer' as const, min, max, step: 1 });
  const space = spaceOf({
    parameters: [
      { name: 'fast', domain: integer(1, 4) },
      { name: 'slow', domain: integer(1, 4) },
    ],
    constraints: ['fast < slow'],
  });

  it('resolves a range to its feasible points', () => {
    const plan = { kind: 'range' as const, start: '2', end: '11', count: 4 };
    const trials = [...resolvePlan(space, plan)];
    expect(trials.map(({ set }) => set)).toEqual([
      { fast: 1, slow: 3 },
      { fast: 1, slow: 4 },
      { fast: 2, slow: 3 },
      { fast: 2, slow: 4 },
    ]);
    expect(planColumns(space, plan).map((column) => [...column])).toEqual([
      [0, 0, 1, 1],
      [2, 3, 2, 3],
    ]);
    expect(trials.map(({ codes }) => [...codes])).toEqual([
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ]);
  });

  it('is refused when the range does not hold what it says', () => {
    const plan = { kind: 'range' as const, start: '0', end: '16', count: 7 };
    expect(() => [...resolvePlan(space, plan)]).toThrow('The range [0, 16) holds 6 feasible points, not 7.');
  });

  it('resolves listed points', () => {
    const plan = { kind: 'points' as const, count: 2, columns: [Float64Array.of(0, 1), Float64Array.of(3, 2)] };
    expect([...resolvePlan(space, plan)].map(({ set }) => set)).toEqual([
      { fast: 1, slow: 4 },
      { fast: 2, slow: 3 },
    ]);
    expect(() => planColumns(space, { ...plan, columns: [] })).toThrow('2 columns');
  });

  it('is refused when it names points that do not exist', () => {
    expect(() => planSets(space, { kind: 'range', start: '0', end: '17', count: 6 })).toThrow('no point 17');
    const points = { kind: 'points' as const, count: 1, columns: [Float64Array.of(0), new Float64Array()] };
    expect(() => planValues(space, points)).toThrow('2 columns of at least 1 codes');
  });

  it('lists every value once, in the order in which it is met, and null where inactive', () => {
    const mixed = spaceOf({
      parameters: [
        { name: 'risk', domain: { kind: 'continuous', min: 0, max: 2, scale: 'linear' } },
        { name: 'side', domain: { kind: 'categorical', values: ['long', 'short', 'both'] } },
        { name: 'useFilter', domain: { kind: 'boolean' } },
        { name: 'length', domain: { kind: 'float', min: 0.1, max: 1e7, step: 0.1 }, when: 'useFilter' },
      ],
      constraints: [],
    });
    const columns = [
      [0.5, 2, 0.5],
      [2, 0, 2],
      [1, 0, 1],
      [2, NaN, 99_999_999],
    ].map((codes) => Float64Array.from(codes));
    expect(planValues(mixed, { kind: 'points', count: 3, columns })).toEqual([
      { name: 'risk', values: [0.5, 2], index: Uint32Array.of(0, 1, 0) },
      { name: 'side', values: ['both', 'long'], index: Uint32Array.of(0, 1, 0) },
      { name: 'useFilter', values: [true, false], index: Uint32Array.of(0, 1, 0) },
      { name: 'length', values: [0.3, null, 1e7], index: Uint32Array.of(0, 1, 2) },
    ]);
  });

  it('asks a condition over a continuous parameter anew for every point', () => {
    const risky = spaceOf({
      parameters: [
        { name: 'risk', domain: { kind: 'continuous', min: 0, max: 2, scale: 'linear' } },
        { name: 'stop', domain: integer(1, 4), when: 'risk > 1' },
      ],
      constraints: [],
    });
    const columns = [Float64Array.of(0.5, 1.5, 0.7, 2), Float64Array.of(0, 1, 0, 3)];
    expect(risky.canonicalizeColumns(columns)).toEqual([columns[0], Float64Array.of(NaN, 1, NaN, 3)]);
  });
});

describe('the columns, values and sets of a range', () => {
  it('are those of its feasible points, one by one', () => {
    fc.assert(
      fc.property(spaceDefinitions(), fc.nat(), fc.nat(), (definition, from, to) => {
        const space = spaceOf(definition);
        const size = Number(space.size) + 1;
        const [start = 0, end = 0] = [from % size, to % size].sort((a, b) => a - b);
        const indices = feasibleBetween(space, start, end);
        const plan: TrialPlan = { kind: 'range', start: String(start), end: String(end), count: indices.length };
        const sets = indices.map((index) => space.at(index));
        const codes = indices.map((index) => space.canonicalize(space.levelsAt(index)));
        expect([...planSets(space, plan)]).toEqual(sets);
        expect([...resolvePlan(space, plan)]).toEqual(sets.map((set, i) => ({ set, codes: codes[i] })));
        expect(planColumns(space, plan)).toEqual(
          space.parameters.map((_, i) => Float64Array.from(codes, (point) => point[i] ?? NaN)),
        );
        planValues(space, plan).forEach(({ name, values, index }) => {
          expect(Array.from(index, (place) => values[place])).toEqual(sets.map((set) => set[name] ?? null));
          expect(values).toEqual([...new Set(sets.map((set) => set[name] ?? null))]);
        });
      }),
    );
  });
});

function feasibleBetween(space: Space, start: number, end: number): bigint[] {
  return Array.from({ length: end - start }, (_, i) => BigInt(start + i)).filter((index) => space.isFeasibleAt(index));
}
