import fc from 'fast-check';
import { canonicalKey, compileSpace, type Space, type SpaceDefinition } from '#quant/space';
import { spaceDefinitions, spaceOf } from '#testing';

const integer = (min: number, max: number, step = 1) => ({ kind: 'integer' as const, min, max, step });
const pair = (constraints: string[], max = 4): SpaceDefinition => ({
  parameters: [
    { name: 'fast', domain: integer(1, max) },
    { name: 'slow', domain: integer(1, max) },
  ],
  constraints,
});

/** Every feasible index, found the slow way. */
function feasibleIndices(space: Space): bigint[] {
  return Array.from({ length: Number(space.size) }, (_, i) => BigInt(i)).filter((index) => space.isFeasibleAt(index));
}

const countOf = (space: Space): bigint => {
  const counted = space.countFeasible();
  if (counted.kind !== 'exact') throw new Error(counted.message);
  return counted.count;
};

describe('a search space', () => {
  it('counts with its first parameter slowest', () => {
    const space = spaceOf(pair([]));
    expect(space.size).toBe(16n);
    expect([0n, 1n, 4n, 15n].map((index) => space.at(index))).toEqual([
      { fast: 1, slow: 1 },
      { fast: 1, slow: 2 },
      { fast: 2, slow: 1 },
      { fast: 4, slow: 4 },
    ]);
  });

  it('refuses an index outside', () => {
    expect(() => spaceOf(pair([])).at(16n)).toThrow('There is no point 16 in a space of 16.');
    expect(() => spaceOf(pair([])).at(-1n)).toThrow(RangeError);
  });

  it('knows what is no point of it', () => {
    const space = spaceOf(pair([]));
    expect(space.indexOf({ fast: 1 })).toBeNull();
    expect(space.indexOf({ fast: 1, slow: 1.5 })).toBeNull();
    expect(space.indexOf({ fast: 1, slow: '1' })).toBeNull();
    expect(space.indexOf({ fast: 1, slow: 2, other: 3 })).toBeNull();
    expect(space.indexOf({ slow: 2, fast: 1 })).toBe(1n);
  });

  it('keeps constraints out of the feasible points', () => {
    const space = spaceOf(pair(['fast < slow']));
    expect(space.countFeasible()).toEqual({ kind: 'exact', count: 6n });
    expect(space.isFeasibleAt(0n)).toBe(false);
    expect(space.isFeasibleAt(1n)).toBe(true);
  });

  it('counts 10^12 points with fast < slow without listing them', () => {
    const hundred = ['a', 'b', 'fast', 'c', 'slow', 'd'].map((name) => ({ name, domain: integer(1, 100) }));
    const space = spaceOf({ parameters: hundred, constraints: ['fast < slow'] });
    expect(space.size).toBe(10n ** 12n);
    expect(countOf(space)).toBe(10n ** 8n * 4950n);
  });

  it('counts a chain of constraints over more points than 2^64', () => {
    const chain = Array.from({ length: 12 }, (_, i) => ({ name: `p${i}`, domain: integer(1, 100) }));
    const constraints = chain.slice(1).map((_, i) => `p${i} < p${i + 1}`);
    // Strictly increasing choices: 100 over 12.
    expect(countOf(spaceOf({ parameters: chain, constraints }))).toBe(1_050_421_051_106_700n);
  });

  it('says so when it cannot count', () => {
    const parameters = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, domain: integer(1, 100) }));
    const space = spaceOf({ parameters, constraints: ['a + b + c + d + e < 250'] });
    expect(space.countFeasible()).toMatchObject({ kind: 'not-countable', size: 10n ** 10n, reason: 'too-linked' });
  });

  it('finds another order when the given one needs too large tables', () => {
    const parameters = ['a', 'b', 'c', 'd', 'top'].map((name) => ({ name, domain: integer(1, 60) }));
    const space = spaceOf({ parameters, constraints: ['a < top', 'b < top', 'c < top', 'd < top'] });
    expect(space.gridOrder()).toBeNull();
    const sumOfFourthPowers = Array.from({ length: 60 }, (_, below) => BigInt(below) ** 4n).reduce((a, b) => a + b);
    expect(countOf(space)).toBe(sumOfFourthPowers);
  });

  it('has no size when a domain is continuous', () => {
    const risk = { kind: 'continuous' as const, min: 0.5, max: 2, scale: 'linear' as const };
    const space = spaceOf({ parameters: [{ name: 'risk', domain: risk }], constraints: [] });
    expect(space.size).toBeNull();
    expect(space.countFeasible()).toMatchObject({ kind: 'not-countable', reason: 'continuous' });
    expect(() => space.at(0n)).toThrow('no indices');
  });

  it('has one point when it has no parameter', () => {
    expect(countOf(spaceOf({ parameters: [], constraints: [] }))).toBe(1n);
  });

  it('counts as brute force does, and ranks in index order', () => {
    fc.assert(
      fc.property(spaceDefinitions(), (definition) => {
        const space = spaceOf(definition);
        const feasible = feasibleIndices(space);
        const order = space.gridOrder();
        expect(countOf(space)).toBe(BigInt(feasible.length));
        const levels = new Float64Array(space.parameters.length);
        feasible.forEach((index, rank) => {
          order?.unrank(BigInt(rank), levels);
          expect(space.indexOfLevels(levels)).toBe(index);
          expect(order?.rank(levels)).toBe(BigInt(rank));
        });
      }),
    );
  });

  it('tells the rank of infeasible points too: the feasible ones before them', () => {
    fc.assert(
      fc.property(spaceDefinitions(), (definition) => {
        const space = spaceOf(definition);
        let before = 0n;
        for (let index = 0n; index < (space.size ?? 0n); index++) {
          expect(space.gridOrder()?.rank(space.levelsAt(index))).toBe(before);
          if (space.isFeasibleAt(index)) before++;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('inverts: indexOf(at(i)) = i for every feasible i, and no two of them are the same set', () => {
    fc.assert(
      fc.property(spaceDefinitions(), (definition) => {
        const space = spaceOf(definition);
        const feasible = feasibleIndices(space);
        expect(feasible.map((index) => space.indexOf(space.at(index)))).toEqual(feasible);
        expect(new Set(feasible.map((index) => canonicalKey(space.at(index)))).size).toBe(feasible.length);
      }),
    );
  });
});

describe('a conditional parameter', () => {
  const definition: SpaceDefinition = {
    parameters: [
      { name: 'useFilter', domain: { kind: 'boolean' } },
      { name: 'maType', domain: { kind: 'categorical', values: ['ema', 'sma'] }, when: 'useFilter' },
      { name: 'emaLength', domain: integer(10, 30, 10), when: 'maType == "ema"' },
      { name: 'exit', domain: integer(20, 40, 10) },
    ],
    constraints: ['emaLength < exit'],
  };

  it('makes no points where it is inactive', () => {
    const space = spaceOf(definition);
    // off: 3 exits; sma: 3 exits; ema: (10,20) (10,30) (10,40) (20,30) (20,40) (30,40).
    expect(countOf(space)).toBe(12n);
    expect(space.size).toBe(36n);
  });

  it('is absent from the parameter set, and constraints that read it do not apply', () => {
    const space = spaceOf(definition);
    expect(space.at(0n)).toEqual({ useFilter: false, exit: 20 });
    expect(space.isFeasibleAt(0n)).toBe(true);
    expect(space.indexOf({ useFilter: false, exit: 20 })).toBe(0n);
    expect(space.indexOf({ useFilter: false, maType: 'ema', exit: 20 })).toBeNull();
    expect(space.indexOf({ useFilter: true, exit: 20 })).toBeNull();
  });

  it('is inactive when its parent is', () => {
    const space = spaceOf(definition);
    expect([...space.canonicalize(Float64Array.of(0, 0, 0, 1))]).toEqual([0, NaN, NaN, 1]);
  });
});

describe('compiling a space', () => {
  const issuesOf = (definition: SpaceDefinition) => {
    const compiled = compileSpace(definition);
    return compiled.ok ? [] : compiled.issues;
  };

  it('names the place of every issue', () => {
    const issues = issuesOf({
      parameters: [
        { name: '2nd', domain: { kind: 'boolean' } },
        { name: 'a', domain: { kind: 'float', min: 1, max: 0, step: 0.1 } },
        { name: 'a', domain: { kind: 'list', values: [] } },
      ],
      constraints: [],
    });
    expect(issues.map(({ path }) => path)).toEqual([
      ['parameters', 0, 'name'],
      ['parameters', 2, 'name'],
      ['parameters', 1, 'domain', 'min'],
      ['parameters', 2, 'domain', 'values'],
    ]);
  });

  it.each([
    ['an unknown name', 'fast < sloww', 'slow'],
    ['a number where a condition belongs', 'fast + slow', 'fast < slow'],
  ])('refuses %s in a constraint, with a hint', (_, constraint, hint) => {
    const [issue] = issuesOf(pair([constraint]));
    expect(issue?.path).toEqual(['constraints', 0]);
    expect(issue?.hint).toContain(hint);
  });

  it('refuses a circle of conditions', () => {
    const issues = issuesOf({
      parameters: [
        { name: 'a', domain: { kind: 'boolean' }, when: 'b' },
        { name: 'b', domain: { kind: 'boolean' }, when: 'a' },
        { name: 'c', domain: { kind: 'boolean' }, when: 'c' },
      ],
      constraints: [],
    });
    expect(issues.map(({ message }) => message)).toEqual([
      'The condition depends on its own parameter: a → b → a.',
      'The condition depends on its own parameter: b → a → b.',
      'The condition depends on its own parameter: c → c.',
    ]);
  });
});
