import fc from 'fast-check';
import type { ParameterSet, Space, SpaceDefinition } from '#quant/space';
import { axis, rankGrid, spaceDefinitions, spaceOf, wholeGrid } from '#testing';
import { rankTrials } from './rank-trials';

const plane: SpaceDefinition = { parameters: [axis('a', 10), axis('b', 10)], constraints: [] };

/** A needle of 3 at (2, 2) and a broad hill of 2 around (7, 7). */
const spikeAndHill = ({ a, b }: ParameterSet): number => {
  if (a === 2 && b === 2) return 3;
  return Math.max(0, 2 - 0.1 * Math.hypot(Number(a) - 7, Number(b) - 7) ** 2);
};

const someOfGrid = (space: Space, keep: readonly boolean[]) => {
  const all = wholeGrid(space);
  const kept = Array.from(all[0] ?? [], (_, trial) => trial).filter((trial) => keep[trial % keep.length]);
  return all.map((column) => Float64Array.from(kept, (trial) => column[trial] ?? NaN));
};
const isNeighbour = (space: Space, x: readonly number[], y: readonly number[]) =>
  x.some((code, i) => !Object.is(code, y[i])) &&
  space.parameters.every(({ ordered }, i) => {
    const [p = NaN, q = NaN] = [x[i], y[i]];
    if (Number.isNaN(p) || Number.isNaN(q)) return Number.isNaN(p) && Number.isNaN(q);
    return !ordered || Math.abs(p - q) <= 1;
  });
const outcomes = fc.array(
  fc.record({ score: fc.constantFrom(NaN, -1, 0, 1, 2, 3.5), meets: fc.boolean(), run: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

describe('peak and pick', () => {
  it('of a spike and a broad hill: the peak is the spike, the pick is on the hill', () => {
    const { ranking, setOf, scores } = rankGrid(plane, spikeAndHill);
    expect(setOf(ranking.peak)).toEqual({ a: 2, b: 2 });
    expect(setOf(ranking.pick)).toEqual({ a: 7, b: 7 });
    // Around (7, 7): itself 2, four of 1.9, four of 1.8; rank 0.2·8 = 1.6 of the ascending nine: 1.8.
    expect(ranking.plateau[ranking.pick ?? 0]).toBeCloseTo(1.8, 12);
    expect(ranking.ratio).toBeCloseTo(0.6, 12);
    expect(ranking.stars).toBe(2);
    expect(ranking.plateau[ranking.peak ?? 0]).toBe(0);
    // Connected and at least 0.9 · 1.8: distance² ≤ 3.8, nine cells.
    expect(ranking.breadth).toBe(9);
    expect([...ranking.region].every((trial) => (scores[trial] ?? 0) >= 1.62)).toBe(true);
  });

  it('of a minimised metric keep the share of the peak that they keep of its natural value', () => {
    // Natural values: the hill is 31, the spike 25, all around 45 and worse.
    const cost = ({ a, b }: ParameterSet) =>
      a === 2 && b === 2 ? 25 : 31 + Math.hypot(Number(a) - 7, Number(b) - 7) ** 2;
    const { ranking, setOf } = rankGrid(
      plane,
      (set) => -cost(set),
      () => true,
      'minimize',
    );
    expect(setOf(ranking.peak)).toEqual({ a: 2, b: 2 });
    expect(setOf(ranking.pick)).toEqual({ a: 7, b: 7 });
    // Around (7, 7): 31, four of 32, four of 33; the 20th percentile from the worse end is 33, 8 above the peak of 25.
    expect(ranking.ratio).toBeCloseTo(1 - 8 / 25, 12);
    expect(ranking.stars).toBe(2);
  });

  it('of a peak not above 0 have no ratio', () => {
    const { ranking, setOf } = rankGrid(plane, (set) => spikeAndHill(set) - 5);
    expect(setOf(ranking.peak)).toEqual({ a: 2, b: 2 });
    expect(setOf(ranking.pick)).toEqual({ a: 7, b: 7 });
    expect(ranking.ratio).toBeNull();
    expect(ranking.stars).toBeNull();
    expect(ranking.breadth).toBeGreaterThan(1);
  });

  it('with equal plateaus: the wider region wins, then the lower number', () => {
    const line = { parameters: [axis('a', 20), axis('b', 2)], constraints: [] };
    const islands = ({ a }: ParameterSet) => (Number(a) <= 2 || Number(a) >= 15 ? 1 : 0);
    const { ranking, setOf } = rankGrid(line, islands);
    expect(ranking.plateau[0]).toBe(1);
    expect(setOf(ranking.pick)).toEqual({ a: 16, b: 0 });
    expect(ranking.breadth).toBe(18);
  });

  it('a failed trial and one that misses a constraint count as the worst feasible score', () => {
    const score = ({ a, b }: ParameterSet) => (a === 5 && b === 5 ? NaN : a === 5 && b === 6 ? 99 : 1 + Number(a) / 10);
    const { ranking, sets } = rankGrid(plane, score, ({ a, b }) => !(a === 5 && b === 6));
    const at = (a: number, b: number) => sets.findIndex((set) => set.a === a && set.b === b);
    // Around (5, 4): 1.4 ×3, 1.5 ×2 (one failed → 1.0), 1.6 ×3: rank 1.6 lies between 1.4 and 1.4.
    expect(ranking.plateau[at(5, 4)]).toBeCloseTo(1.4, 12);
    // Around (4, 5): 1.3 ×3, 1.4 ×3, 1.5 and two counting as 1.0: rank 1.6 between 1.0 and 1.3.
    expect(ranking.plateau[at(4, 5)]).toBeCloseTo(1.0 + 0.6 * 0.3, 12);
    expect(ranking.plateau[at(5, 5)]).toBeNaN();
    expect(ranking.plateau[at(5, 6)]).toBeNaN();
    expect(sets[ranking.peak ?? -1]).toEqual({ a: 10, b: 0 });
    expect(ranking.rank[at(5, 6)]).toBe(120);
    expect(ranking.rank[at(5, 5)]).toBe(121);
    expect(ranking.percentile[at(5, 5)]).toBeNaN();
  });

  it('a lonely trial cannot win by having no neighbours', () => {
    const space = spaceOf(plane);
    const codes = [Float64Array.of(0, 5, 5, 6, 6), Float64Array.of(0, 5, 6, 5, 6)];
    const scores = Float64Array.of(9, 1, 1.1, 1.2, 1.3);
    const ranking = rankTrials({ space, direction: 'maximize', codes, scores, feasible: new Uint8Array(5).fill(1) });
    expect(ranking.plateau[0]).toBe(9);
    expect(ranking.peak).toBe(0);
    expect(ranking.pick).toBe(1);
    expect([...ranking.neighbours]).toEqual([0, 3, 3, 3, 3]);
  });

  it('along a single parameter need the two neighbours there can be', () => {
    const line: SpaceDefinition = { parameters: [axis('a', 10)], constraints: [] };
    const { ranking, setOf } = rankGrid(line, ({ a }) => Number(a));
    expect(setOf(ranking.peak)).toEqual({ a: 10 });
    expect(setOf(ranking.pick)).toEqual({ a: 9 });
    expect(ranking).toMatchObject({ neighboursNeeded: 2, stars: 3 });
    expect(ranking.ratio).toBeCloseTo(0.84, 12);
  });

  it('need what there can be with the same parameters active', () => {
    const definition: SpaceDefinition = {
      parameters: [axis('a', 4), { name: 'on', domain: { kind: 'boolean' } }, { ...axis('b', 4), when: 'on' }],
      constraints: [],
    };
    const { ranking, setOf } = rankGrid(definition, ({ a, on }) => (on === true ? 1 : 2 + Number(a)));
    expect(setOf(ranking.pick)).toEqual({ a: 3, on: false });
    expect(ranking.neighboursNeeded).toBe(2);
  });

  it('are unknown in stars when no trial has enough neighbours; those that lack the fewest compete', () => {
    const space = spaceOf(plane);
    const codes = [Float64Array.of(0, 5, 6, 7), Float64Array.of(0, 5, 5, 5)];
    const scores = Float64Array.of(9, 1, 2, 3);
    const feasible = new Uint8Array(4).fill(1);
    const ranking = rankTrials({ space, codes, scores, direction: 'maximize', feasible });
    expect(ranking).toMatchObject({ pick: 2, neighboursNeeded: 3, stars: null });
  });

  it('do not exist when no trial counts', () => {
    const { ranking } = rankGrid(
      plane,
      () => 1,
      () => false,
    );
    expect(ranking).toMatchObject({ peak: null, pick: null, breadth: 0, stars: null, ratio: null });
    expect([...ranking.rank].slice(0, 3)).toEqual([1, 2, 3]);
    const failed = rankGrid(plane, () => NaN).ranking;
    expect(failed.pick).toBeNull();
  });

  it('work for one trial and for none', () => {
    const space = spaceOf(plane);
    const one = rankTrials({
      space,
      direction: 'maximize',
      codes: [Float64Array.of(1), Float64Array.of(1)],
      scores: Float64Array.of(2),
      feasible: Uint8Array.of(1),
    });
    expect(one).toMatchObject({ peak: 0, pick: 0, breadth: 1, stars: null, ratio: 1 });
    expect([...one.percentile]).toEqual([100]);
    const none = rankTrials({
      space,
      direction: 'maximize',
      codes: [new Float64Array(), new Float64Array()],
      scores: new Float64Array(),
      feasible: new Uint8Array(),
    });
    expect(none).toMatchObject({ peak: null, pick: null });
  });
});

describe('ranks', () => {
  it('order ties by trial number and give them one percentile', () => {
    const space = spaceOf({ parameters: [axis('a', 3)], constraints: [] });
    const scores = Float64Array.of(1, 2, 2, 0);
    const { rank, percentile } = rankTrials({
      space,
      direction: 'maximize',
      codes: [Float64Array.of(0, 1, 2, 3)],
      scores,
      feasible: new Uint8Array(4).fill(1),
    });
    expect([...rank]).toEqual([3, 1, 2, 4]);
    expect([...percentile]).toEqual([50, 100, 100, 25]);
  });
});

describe('the edge', () => {
  it('is where a range ends or a constraint begins', () => {
    const { ranking, sets } = rankGrid({ ...plane, constraints: ['a < b'] }, () => 1);
    const edgeAt = (a: number, b: number) => ranking.edge[sets.findIndex((set) => set.a === a && set.b === b)];
    expect(edgeAt(0, 5)).toBe(1);
    expect(edgeAt(3, 10)).toBe(1);
    expect(edgeAt(3, 5)).toBe(1);
    expect(edgeAt(3, 6)).toBe(0);
  });

  it('is not where a neighbour was just not run', () => {
    const space = spaceOf(plane);
    const codes = [Float64Array.of(5), Float64Array.of(5)];
    const { edge } = rankTrials({
      space,
      direction: 'maximize',
      codes,
      scores: Float64Array.of(1),
      feasible: Uint8Array.of(1),
    });
    expect([...edge]).toEqual([0]);
  });
});

describe('neighbourhoods', () => {
  it('join trials with the same active parameters only', () => {
    const definition: SpaceDefinition = {
      parameters: [axis('a', 2), { name: 'on', domain: { kind: 'boolean' } }, { ...axis('b', 2), when: 'on' }],
      constraints: [],
    };
    const { ranking, sets } = rankGrid(definition, () => 1);
    expect(sets).toHaveLength(12);
    const off = sets.findIndex((set) => set.a === 1 && set.on === false);
    const on = sets.findIndex((set) => set.a === 1 && set.on === true && set.b === 1);
    expect(ranking.neighbours[off]).toBe(2);
    expect(ranking.neighbours[on]).toBe(8);
    expect(ranking.edge[on]).toBe(0);
  });

  it('of many parameters hold the cells that differ in few of them, and say so', () => {
    const parameters = Array.from({ length: 7 }, (_, i) => axis(`p${i}`, 1));
    const { ranking } = rankGrid({ parameters, constraints: [] }, () => 1);
    expect(ranking.note).toContain('at most 3 of 7 parameters');
    expect(Math.max(...ranking.neighbours)).toBe(7 + 21 + 35);
  });

  it('are as brute force finds them, and so are the plateaus', () => {
    fc.assert(
      fc.property(spaceDefinitions(), outcomes, (definition, outcome) => {
        const { space, codes, trials, scores, feasible } = tried(definition, outcome);
        const { neighbours, plateau } = rankTrials({ space, direction: 'maximize', codes, scores, feasible });
        const counts = (i: number) => feasible[i] === 1 && !Number.isNaN(scores[i]);
        const worst = Math.min(...[...scores].filter((_, i) => counts(i)));
        trials.forEach((trial, i) => {
          const near = [...trials.keys()].filter((j) => isNeighbour(space, trial, trials[j] ?? []));
          expect(neighbours[i]).toBe(near.length);
          if (!counts(i)) return expect(plateau[i]).toBeNaN();
          const values = [i, ...near].map((j) => (counts(j) ? (scores[j] ?? 0) : worst)).sort((p, q) => p - q);
          const position = 0.2 * (values.length - 1);
          const [low = NaN, high = low] = values.slice(Math.floor(position));
          expect(plateau[i]).toBeCloseTo(low + (position % 1) * (high - low), 10);
        });
      }),
    );
  });

  it('are found in a space too large for a table of its own', () => {
    const parameters = Array.from({ length: 12 }, (_, i) => axis(`p${i}`, 99));
    const space = spaceOf({ parameters, constraints: [] });
    const codes = parameters.map((_, i) => Float64Array.of(50, i === 0 ? 51 : 50, i === 0 ? 52 : 50));
    const ranking = rankTrials({
      space,
      direction: 'maximize',
      codes,
      scores: Float64Array.of(1, 2, 3),
      feasible: Uint8Array.of(1, 1, 1),
    });
    expect([...ranking.neighbours]).toEqual([1, 2, 1]);
    expect(ranking.pick).toBe(1);
  });

  it('are as brute force finds them there too', () => {
    const parameters = [
      ...Array.from({ length: 4 }, (_, i) => axis(`p${i}`, 999)),
      { name: 'c', domain: { kind: 'categorical' as const, values: ['x', 'y', 'z'] } },
    ];
    const space = spaceOf({ parameters, constraints: [] });
    const near = fc.integer({ min: 500, max: 502 });
    const trial = fc.tuple(near, near, near, near, fc.nat(2));
    const trials = fc.uniqueArray(trial, { minLength: 1, maxLength: 60, selector: String });
    fc.assert(
      fc.property(trials, (points) => {
        const codes = parameters.map((_, i) => Float64Array.from(points, (point) => point[i] ?? 0));
        const scores = new Float64Array(points.length);
        const { neighbours } = rankTrials({
          space,
          direction: 'maximize',
          codes,
          scores,
          feasible: new Uint8Array(points.length).fill(1),
        });
        const expected = points.map(
          (p) =>
            points.filter((q) => q !== p && q.slice(0, 4).every((level, i) => Math.abs(level - (p[i] ?? 0)) <= 1))
              .length,
        );
        expect([...neighbours]).toEqual(expected);
      }),
    );
  });

  it('with continuous parameters are the 2k nearest, as brute force finds them', () => {
    const space = spaceOf({
      parameters: [
        { name: 'x', domain: { kind: 'continuous', min: 1, max: 100, scale: 'log' } },
        { name: 'n', domain: { kind: 'integer', min: 0, max: 4, step: 1 } },
        { name: 'c', domain: { kind: 'categorical', values: ['p', 'q', 'r'] } },
      ],
      constraints: [],
    });
    const trial = fc.tuple(fc.double({ min: 1, max: 100, noNaN: true }), fc.nat(4), fc.nat(2), fc.nat(9));
    fc.assert(
      fc.property(fc.array(trial, { minLength: 1, maxLength: 80 }), (trials) => {
        const codes = [0, 1, 2].map((i) => Float64Array.from(trials, (t) => t[i] ?? 0));
        const scores = Float64Array.from(trials, (t) => t[3]);
        const feasible = new Uint8Array(trials.length).fill(1);
        const { neighbours, plateau } = rankTrials({ space, direction: 'maximize', codes, scores, feasible });
        trials.forEach(([x, n, c, score], i) => {
          const distances = trials.map((t, j) => ({
            j,
            d: Math.max(
              Math.abs(Math.log(t[0]) - Math.log(x)) / Math.log(100),
              Math.abs(t[1] - n) / 4,
              t[2] === c ? 0 : 1,
            ),
          }));
          const near = distances
            .filter(({ j }) => j !== i)
            .sort((p, q) => p.d - q.d || p.j - q.j)
            .slice(0, 6);
          expect(neighbours[i]).toBe(near.length);
          // Rounding of logarithms may exchange trials that are equally near: then another set is right too.
          const next = distances.filter(({ j }) => j !== i).sort((p, q) => p.d - q.d || p.j - q.j)[6];
          if (next && next.d - (near.at(-1)?.d ?? 0) < 1e-12) return;
          const values = [score, ...near.map(({ j }) => scores[j] ?? 0)].sort((p, q) => p - q);
          const position = 0.2 * (values.length - 1);
          const [low = NaN, high = low] = values.slice(Math.floor(position));
          expect(plateau[i]).toBeCloseTo(low + (position % 1) * (high - low), 10);
        });
      }),
    );
  });
});

describe('any ranking of a grid', () => {
  it('has the ranks, percentiles, edges and the pick of their definitions', () => {
    fc.assert(
      fc.property(spaceDefinitions(), outcomes, (definition, outcome) => {
        const { space, codes, trials, scores, feasible } = tried(definition, outcome);
        const ranking = rankTrials({ space, direction: 'maximize', codes, scores, feasible });
        const numbers = [...trials.keys()];
        const scoreOf = (i: number) => scores[i] ?? NaN;
        const counts = (i: number) => feasible[i] === 1 && !Number.isNaN(scores[i]);
        const near = trials.map((x) => numbers.filter((j) => isNeighbour(space, x, trials[j] ?? [])));

        const group = (i: number) => (counts(i) ? 0 : Number.isNaN(scores[i]) ? 2 : 1);
        const order = [...numbers].sort((i, j) => group(i) - group(j) || scoreOf(j) - scoreOf(i) || 0 || i - j);
        expect([...ranking.rank]).toEqual(numbers.map((i) => order.indexOf(i) + 1));
        const counted = numbers.filter(counts);
        const share = (i: number) => (100 * counted.filter((j) => scoreOf(j) <= scoreOf(i)).length) / counted.length;
        expect([...ranking.percentile]).toEqual(numbers.map((i) => (counts(i) ? share(i) : NaN)));

        const isInactiveIn = (x: readonly number[]) => x.map(Number.isNaN).join();
        const points = Array.from({ length: Number(space.size) }, (_, index) => {
          const point = space.canonicalize(space.levelsAt(BigInt(index)));
          return { isFeasible: space.isFeasible(point), codes: [...point] };
        });
        const isEdge = (x: readonly number[]) =>
          space.parameters.some(
            ({ levels, ordered }, i) => ordered && levels !== 1 && (x[i] === 0 || x[i] === (levels ?? 0) - 1),
          ) ||
          points.some(
            (y) => !y.isFeasible && isInactiveIn(x) === isInactiveIn(y.codes) && isNeighbour(space, x, y.codes),
          );
        expect([...ranking.edge]).toEqual(trials.map((x) => (isEdge(x) ? 1 : 0)));

        const enough = counted.filter((i) => (near[i]?.length ?? 0) >= 3);
        if (enough.length === 0) return;
        const plateauOf = (i: number) => ranking.plateau[i] ?? NaN;
        const highest = Math.max(...enough.map(plateauOf));
        const regionOf = (start: number) => {
          const region = new Set([start]);
          for (const i of region) {
            for (const j of near[i] ?? [])
              if (counts(j) && scoreOf(j) >= highest - 0.1 * Math.abs(highest)) region.add(j);
          }
          return region.size;
        };
        const widest = Math.max(...enough.filter((i) => plateauOf(i) === highest).map(regionOf));
        if (ranking.neighboursNeeded < 3) return;
        expect(plateauOf(ranking.pick ?? -1)).toBe(highest);
        expect(ranking.breadth).toBe(widest);
        expect(ranking.pick).toBe(enough.find((i) => plateauOf(i) === highest && regionOf(i) === widest));
      }),
      { numRuns: 300 },
    );
  });
});

function tried(definition: SpaceDefinition, outcome: readonly { score: number; meets: boolean; run: boolean }[]) {
  const space = spaceOf(definition);
  const codes = someOfGrid(space, [true, ...outcome.map(({ run }) => run)]);
  const trials = Array.from(codes[0] ?? [], (_, trial) => codes.map((column) => column[trial] ?? NaN));
  const scores = Float64Array.from(trials, (_, i) => outcome[i % outcome.length]?.score ?? 0);
  const feasible = Uint8Array.from(trials, (_, i) => (outcome[i % outcome.length]?.meets ? 1 : 0));
  return { space, codes, trials, scores, feasible };
}
