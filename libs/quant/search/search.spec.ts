import fc from 'fast-check';
import { planColumns, resolvePlan, type Domain, type SpaceDefinition } from '#quant/space';
import { spaceOf } from '#testing';
import { withSeparators } from './admission';
import { findSearchMethod } from './find-search-method';
import grid from './grid.search';
import { createNumberPermutation, createPermutation } from './permutation';
import random from './random.search';
import { SEARCH_METHODS } from './registry.generated';
import { searchMethodContract } from './search-method.contract';

SEARCH_METHODS.forEach(searchMethodContract);

const integer = (min: number, max: number): Domain => ({ kind: 'integer', min, max, step: 1 });
const pair = (max: number, constraints = ['fast < slow']): SpaceDefinition => ({
  parameters: [
    { name: 'fast', domain: integer(1, max) },
    { name: 'slow', domain: integer(1, max) },
  ],
  constraints,
});

describe('grid', () => {
  it('covers all feasible points in index order, in ranges that hold exactly what they say', () => {
    const space = pair(4);
    const first = grid.ask({ space, seed: 1, budget: 6, cursor: null, count: 4 });
    expect(first).toEqual({ plan: { kind: 'range', start: '0', end: '7', count: 4 }, cursor: '7', exhausted: false });
    const second = grid.ask({ space, seed: 1, budget: 6, cursor: '7', count: 4 });
    expect(second).toEqual({ plan: { kind: 'range', start: '7', end: '16', count: 2 }, cursor: '16', exhausted: true });
  });

  it('refuses more points than the budget, with the exact count and a way out', () => {
    expect(grid.admit({ space: pair(1000), budget: 10_000, limit: 1_000_000 })).toEqual({
      kind: 'refuse',
      code: 'search-space.too-large',
      message:
        'The grid has 499,500 feasible points, more than the budget of 10,000. ' +
        'Use coarser steps or narrower ranges, or `method: random` with a budget of 10,000.',
    });
    expect(grid.admit({ space: pair(1000), budget: null, limit: 1000 })).toMatchObject({
      message: expect.stringContaining('more than the limit of 1,000'),
    });
  });

  it('counts 10^12 points exactly to refuse them', () => {
    expect(grid.admit({ space: pair(1_000_000), budget: null, limit: 1_000_000 })).toEqual({
      kind: 'refuse',
      code: 'search-space.too-large',
      message:
        'The grid has 499,999,500,000 feasible points, more than the limit of 1,000,000. ' +
        'Use coarser steps or narrower ranges, or `method: random` with a budget of 1,000,000.',
    });
  });

  it('walks the few feasible points of 10^10', () => {
    const space = pair(100_000, ['slow == 2 * fast', 'fast > 49990']);
    expect(grid.admit({ space, budget: null, limit: 100 })).toMatchObject({ kind: 'accept', trials: 10 });
    const { plan } = grid.ask({ space, seed: 1, budget: 10, cursor: null, count: 10 });
    const sets = plan === null ? [] : [...resolvePlan(spaceOf(space), plan)].map(({ set }) => set);
    expect(sets).toEqual(Array.from({ length: 10 }, (_, i) => ({ fast: 49_991 + i, slow: 99_982 + 2 * i })));
  });

  it('is never cut to its first points', () => {
    expect(() => grid.ask({ space: pair(4), seed: 1, budget: 5, cursor: null, count: 5 })).toThrow('never cut');
  });

  it('counts only what is feasible against the budget', () => {
    expect(grid.admit({ space: pair(4), budget: 6, limit: 100 })).toEqual({ kind: 'accept', trials: 6, note: null });
  });

  it('refuses continuous parameters with a hint', () => {
    const risk: Domain = { kind: 'continuous', min: 0, max: 1, scale: 'linear' };
    const space = { parameters: [{ name: 'risk', domain: risk }], constraints: [] };
    expect(grid.admit({ space, budget: null, limit: 100 })).toMatchObject({
      code: 'search-space.not-enumerable',
      message: expect.stringContaining('Give each continuous parameter a step'),
    });
  });
});

describe('random', () => {
  const columnsOf = (space: SpaceDefinition, seed: number, budget: number) => {
    const { plan } = random.ask({ space, seed, budget, cursor: null, count: budget });
    return plan === null ? [] : planColumns(spaceOf(space), plan).map((column) => [...column]);
  };

  it('gives another order for another seed and the same for the same', () => {
    expect(columnsOf(pair(30), 1, 50)).toEqual(columnsOf(pair(30), 1, 50));
    expect(columnsOf(pair(30), 2, 50)).not.toEqual(columnsOf(pair(30), 1, 50));
  });

  it('tries all feasible points once when the budget allows, and says so', () => {
    const space = pair(12);
    expect(random.admit({ space, budget: 1000, limit: 10_000 })).toEqual({
      kind: 'accept',
      trials: 66,
      note: 'All 66 feasible points, each once, in random order.',
    });
    const output = random.ask({ space, seed: 3, budget: 1000, cursor: null, count: 1000 });
    expect(output.plan?.count).toBe(66);
    expect(output.exhausted).toBe(true);
  });

  it('draws from far more points than could be listed, of which almost none is feasible', () => {
    const parameters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({ name, domain: integer(1, 1000) }));
    const constraints = ['a + b == 5', 'c == d', 'd == e', 'f * g == 999'];
    const space = spaceOf({ parameters, constraints });
    const { plan } = random.ask({ space: space.definition, seed: 1, budget: 100, cursor: null, count: 100 });
    const sets = plan === null ? [] : [...resolvePlan(space, plan)];
    expect(sets).toHaveLength(100);
    expect(sets.every(({ codes }) => space.isFeasible(codes))).toBe(true);
  });

  it('draws evenly from 10^10 points of which half are feasible', () => {
    const [fast = [], slow = []] = columnsOf(pair(100_000), 1, 2000);
    expect(fast.every((level, i) => level < (slow[i] ?? 0))).toBe(true);
    // The smaller of two evenly drawn numbers lies below the median with a probability of three quarters.
    const share = fast.filter((level) => level < 50_000).length / fast.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.04);
  });

  it('draws where feasible points cannot be counted, as long as they are not too rare', () => {
    const parameters = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, domain: integer(1, 100) }));
    const common = { parameters, constraints: ['a + b + c + d + e < 250'] };
    expect(random.admit({ space: common, budget: 50, limit: 100 })).toEqual({ kind: 'accept', trials: 50, note: null });
    expect(columnsOf(common, 1, 50)[0]).toHaveLength(50);
    const rare = { parameters, constraints: ['a + b + c + d + e == 6'] };
    expect(random.admit({ space: rare, budget: 50, limit: 100 })).toMatchObject({
      code: 'search-space.not-enumerable',
      message: expect.stringContaining('of 10,000 random points'),
    });
  });

  it('is spread evenly: over many seeds every point comes first about equally often', () => {
    const space: SpaceDefinition = { parameters: [{ name: 'a', domain: integer(1, 10) }], constraints: [] };
    const counts = Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      const first = columnsOf(space, seed, 1)[0]?.[0] ?? 0;
      counts[first] = (counts[first] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chiSquare).toBeLessThan(27.9); // 9 degrees of freedom, 0.1 %
  });

  it('draws continuous values over the whole domain', () => {
    const risk: Domain = { kind: 'continuous', min: 0.01, max: 100, scale: 'log' };
    const [values = []] = columnsOf({ parameters: [{ name: 'risk', domain: risk }], constraints: [] }, 1, 2000);
    const shares = [0.1, 1, 10].map((limit) => values.filter((value) => value < limit).length / values.length);
    [0.25, 0.5, 0.75].forEach((share, i) => expect(Math.abs((shares[i] ?? 0) - share)).toBeLessThan(0.04));
  });

  it('takes 1,000 trials when no budget is given', () => {
    expect(random.admit({ space: pair(100), budget: null, limit: 10_000 })).toMatchObject({ trials: 1000 });
  });
});

describe('the keyed permutation', () => {
  it('gives every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, seed) => {
        const permute = createPermutation(BigInt(size), seed, 'test');
        const image = Array.from({ length: size }, (_, i) => Number(permute(BigInt(i))));
        expect(image.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
    );
  });

  it('is the same in doubles, as far as these go', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 52n }), fc.bigInt({ min: 0n, max: 2n ** 52n }), (size, number) => {
        const position = number % size;
        const permute = createNumberPermutation(size, 7, 'test');
        expect(permute?.(Number(position))).toBe(Number(createPermutation(size, 7, 'test')(position)));
      }),
    );
    expect(createNumberPermutation(2n ** 52n + 1n, 7, 'test')).toBeNull();
    expect(() => createNumberPermutation(10n, 7, 'test')?.(10)).toThrow('outside 0 … 9');
  });

  it.each([10n ** 12n, 2n ** 64n, 10n ** 40n])('works for %s numbers', (size) => {
    const permute = createPermutation(size, 42, 'test');
    const image = Array.from({ length: 1000 }, (_, i) => permute(BigInt(i)));
    expect(new Set(image).size).toBe(1000);
    expect(image.every((value) => value >= 0n && value < size)).toBe(true);
    const lowerHalf = image.filter((value) => value < size / 2n).length;
    expect(Math.abs(lowerHalf - 500)).toBeLessThan(60);
  });
});

describe('finding a method', () => {
  it.each([
    ['grid', 'grid'],
    ['Grid_Search', 'grid'],
    ['exhaustive', 'grid'],
    ['random-search', 'random'],
    ['RANDOM', 'random'],
  ])('%s is %s', (name, expected) => {
    const found = findSearchMethod(name);
    expect(found.ok && found.method.name).toBe(expected);
  });

  it.each(['tpe', 'cma-es', 'genetic', 'nsga2', 'sobol', 'llm', 'ai_driven'])('%s is not available yet', (name) => {
    expect(findSearchMethod(name)).toEqual({
      ok: false,
      reason: 'not-available-yet',
      message: `The search method "${name}" is not available yet.`,
      hint: 'Available: grid, random.',
    });
  });

  it('suggests what was probably meant', () => {
    expect(findSearchMethod('radom')).toMatchObject({
      ok: false,
      hint: 'Did you mean random? Available: grid, random.',
    });
    expect(findSearchMethod('xyz')).toMatchObject({ ok: false, reason: 'unknown', hint: 'Available: grid, random.' });
  });
});

it('writes counts with separators', () => {
  expect([0, 999, 1000, 1_234_567, 10n ** 12n].map(withSeparators)).toEqual([
    '0',
    '999',
    '1,000',
    '1,234,567',
    '1,000,000,000,000',
  ]);
});
