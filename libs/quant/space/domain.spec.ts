import fc from 'fast-check';
import type { Domain } from '#quant/space';
import { spaceOf } from '#testing';
import { domainIssues } from './domain-issues';
import { levelsOf } from './levels';

const valuesOf = (domain: Domain) => {
  const levels = levelsOf(domain);
  return Array.from({ length: levels.count ?? 0 }, (_, level) => levels.valueAt(level));
};

describe('a stepped range', () => {
  it.each<[{ min: number; max: number; step: number }, number[]]>([
    [{ min: 0.1, max: 0.3, step: 0.1 }, [0.1, 0.2, 0.3]],
    [{ min: 0.1, max: 0.7, step: 0.2 }, [0.1, 0.3, 0.5, 0.7]],
    [{ min: 0.5, max: 1, step: 0.2 }, [0.5, 0.7, 0.9]],
    [{ min: -0.2, max: 0.1, step: 0.1 }, [-0.2, -0.1, 0, 0.1]],
    [{ min: 1e-7, max: 3e-7, step: 1e-7 }, [1e-7, 2e-7, 3e-7]],
    [{ min: 5, max: 5, step: 1 }, [5]],
    [{ min: 1e21, max: 3e21, step: 1e21 }, [1e21, 2e21, 3e21]],
  ])('%j holds exactly the decimals a person expects', (range, values) => {
    expect(valuesOf({ kind: 'float', ...range })).toEqual(values);
  });

  it('0.5 … 2.0 step 0.1 has 16 values', () => {
    expect(valuesOf({ kind: 'float', min: 0.5, max: 2, step: 0.1 })).toHaveLength(16);
  });

  it('has count values: each the double nearest to min + i·step, all distinct, none above max', () => {
    const decimals = fc.record({
      scale: fc.integer({ min: 0, max: 8 }),
      min: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      step: fc.integer({ min: 1, max: 50_000 }),
      count: fc.integer({ min: 1, max: 40 }),
      beyond: fc.double({ min: 0, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(decimals, ({ scale, min, step, count, beyond }) => {
        const asNumber = (units: number) => Number(`${units}e-${scale}`);
        const max = min + (count - 1) * step + Math.floor(beyond * step);
        const domain: Domain = { kind: 'float', min: asNumber(min), max: asNumber(max), step: asNumber(step) };
        expect(domainIssues(domain)).toEqual([]);
        expect(valuesOf(domain)).toEqual(Array.from({ length: count }, (_, i) => asNumber(min + i * step) + 0));
      }),
      { numRuns: 10_000 },
    );
  });

  it('finds the level of every value and of no other', () => {
    const domain: Domain = { kind: 'float', min: 0.1, max: 1000, step: 0.1 };
    const levels = levelsOf(domain);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (level) => levels.codeOf(levels.valueAt(level)) === level),
    );
    expect([0.15, 0.1 + 0.2, 0, 1000.1, NaN, '0.1'].map((value) => levels.codeOf(value))).toEqual(Array(6).fill(null));
  });

  it('is not stored: a range of 2^50 values answers at once', () => {
    const levels = levelsOf({ kind: 'integer', min: 1, max: 2 ** 50, step: 1 });
    expect(levels.count).toBe(2 ** 50);
    expect(levels.valueAt(2 ** 50 - 1)).toBe(2 ** 50);
    expect(levels.codeOf(2 ** 49)).toBe(2 ** 49 - 1);
  });
});

describe('other domains', () => {
  it('log: evenly spaced in the logarithm, ends included', () => {
    expect(valuesOf({ kind: 'log', min: 1, max: 1000, points: 4 })).toEqual([1, 10, 100, 1000]);
    expect(valuesOf({ kind: 'log', min: 0.1, max: 0.4, points: 3 })).toEqual([0.1, 0.2, 0.4]);
  });

  it('list keeps its order, categorical its types, boolean has two values', () => {
    expect(valuesOf({ kind: 'list', values: [30, 10, 20] })).toEqual([30, 10, 20]);
    expect(valuesOf({ kind: 'categorical', values: ['1', 1, true] })).toEqual(['1', 1, true]);
    expect(levelsOf({ kind: 'categorical', values: ['1', 1] }).codeOf(1)).toBe(1);
    expect(valuesOf({ kind: 'boolean' })).toEqual([false, true]);
  });

  it('continuous has no levels and takes any value within', () => {
    const levels = levelsOf({ kind: 'continuous', min: -1, max: 1, scale: 'linear' });
    expect(levels.count).toBeNull();
    expect(levels.codeOf(-1)).toBe(-1);
    expect(levels.codeOf(1.1)).toBeNull();
    const space = spaceOf({
      parameters: [{ name: 'x', domain: { kind: 'continuous', min: -1, max: 1, scale: 'linear' } }],
      constraints: [],
    });
    expect(space.setOf(space.codesOf({ x: -1 }) ?? [])).toEqual({ x: -1 });
  });
});

describe('a domain with a mistake', () => {
  it.each<[Domain, string, string]>([
    [{ kind: 'integer', min: 1.5, max: 3, step: 1 }, 'min', 'whole number'],
    [{ kind: 'integer', min: 1, max: 3, step: 0 }, 'step', 'above 0'],
    [{ kind: 'float', min: 1, max: 3, step: -1 }, 'step', 'above 0'],
    [{ kind: 'float', min: 1, max: NaN, step: 1 }, 'max', 'a number'],
    [{ kind: 'float', min: 3, max: 1, step: 1 }, 'min', 'below max'],
    [{ kind: 'float', min: 1e16, max: 1e16 + 10, step: 0.1 }, 'step', 'finer than a double'],
    [{ kind: 'float', min: 0, max: 1e10, step: 1e-10 }, 'step', '100000000000000000001 values'],
    [{ kind: 'continuous', min: 0, max: 1, scale: 'log' }, 'min', 'above 0'],
    [{ kind: 'continuous', min: 1, max: 1, scale: 'linear' }, 'min', 'below max'],
    [{ kind: 'log', min: 1, max: 2, points: 1 }, 'points', 'from 2'],
    [{ kind: 'log', min: 1, max: 1.000000001, points: 10_000 }, 'points', 'same value'],
    [{ kind: 'list', values: [1, 2, 1] }, 'values.2', 'twice'],
    [{ kind: 'list', values: [1, Infinity] }, 'values.1', 'finite'],
    [{ kind: 'categorical', values: [] }, 'values', 'empty'],
  ])('%j is refused at %s', (domain, path, message) => {
    const issues = domainIssues(domain);
    expect(issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    expect(issues[0]?.message).toContain(message);
  });
});
