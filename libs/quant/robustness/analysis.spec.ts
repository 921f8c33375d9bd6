import type { ParameterSet, SpaceDefinition } from '#quant/space';
import { axis, rankGrid, spaceOf, type RankedGrid } from '#testing';
import { heatmap, type HeatmapInput } from './heatmap';
import { parameterStatistics } from './parameter-statistics';
import { rankTrials } from './rank-trials';
import { verdict } from './verdict';
import type { VerdictInput } from './verdict.types';

const plane: SpaceDefinition = { parameters: [axis('a', 10), axis('b', 10)], constraints: [] };
const hill = ({ a, b }: ParameterSet): number =>
  Math.max(0.1, 2 - 0.02 * Math.hypot(Number(a) - 6, Number(b) - 6) ** 2);
const spikeAndHill = (set: ParameterSet): number => (set.a === 1 && set.b === 1 ? 3 : hill(set));

const verdictOf = (grid: RankedGrid, more: Partial<VerdictInput> = {}) =>
  verdict({ ...grid, direction: 'maximize', failed: 0, ruined: 0, trades: null, ...more });
const groundOf = (grid: RankedGrid, id: string, more: Partial<VerdictInput> = {}) =>
  verdictOf(grid, more).grounds.find((ground) => ground.id === id);

describe('the verdict', () => {
  it('keeps a broad plateau with its peak inside', () => {
    const { decision, sentence, grounds } = verdictOf(rankGrid(plane, hill));
    expect(sentence).toBe(
      'A broad plateau (37 of 121 trials within 10 % of 1.96) at a 3–9, b 3–9. Peak 2 is inside it. ' +
        'Best of 121 tried. Out-of-sample not computed.',
    );
    expect(decision).toBe('keep');
    expect(grounds.map(({ id, ok }) => [id, ok])).toEqual([
      ['neighbours', true],
      ['plateau-ratio', true],
      ['trades', null],
      ['edge', true],
      ['failures', true],
      ['out-of-sample', null],
      ['pbo', null],
      ['dsr', null],
    ]);
  });

  it('doubts a plateau far below the peak, and says what the peak falls to', () => {
    const { decision, sentence } = verdictOf(rankGrid(plane, spikeAndHill));
    expect(decision).toBe('doubt');
    expect(sentence).toContain('Peak 3 at a 1, b 1 is outside it and falls to');
  });

  it('rejects a plateau of less than half of the peak', () => {
    const needle = (set: ParameterSet) => (set.a === 1 && set.b === 1 ? 9 : hill(set));
    expect(verdictOf(rankGrid(plane, needle)).decision).toBe('reject');
  });

  it('rejects a pick with too few trades', () => {
    const grid = rankGrid(plane, hill);
    const counts = new Float64Array(121).fill(12);
    expect(verdictOf(grid, { trades: { counts, minimum: 30 } })).toMatchObject({ decision: 'reject' });
    expect(groundOf(grid, 'trades', { trades: { counts, minimum: 10 } })).toEqual({
      id: 'trades',
      ok: true,
      text: 'the pick made 12 trades (10 needed)',
      value: 12,
      limit: 10,
    });
    const one = { counts: new Float64Array(121).fill(1), minimum: 30 };
    expect(groundOf(grid, 'trades', { trades: one })?.text).toBe('the pick made 1 trade (30 needed)');
  });

  it('doubts a pick at the edge, and many failures', () => {
    const slope = rankGrid(plane, ({ a, b }) => 10 + Number(a) + Number(b));
    expect(verdictOf(rankGrid({ ...plane, constraints: ['a < b'] }, () => 1)).decision).toBe('doubt');
    expect(verdictOf(slope).grounds.find(({ id }) => id === 'edge')?.ok).toBe(
      slope.ranking.edge[slope.ranking.pick ?? 0] === 0,
    );
    const failing = rankGrid(plane, (set) => (Number(set.a) === 0 ? NaN : hill(set)));
    expect(verdictOf(failing, { failed: 11 })).toMatchObject({ decision: 'doubt' });
    expect(groundOf(failing, 'failures', { failed: 11 })?.text).toBe('11 of 121 trials failed (at most 5 %)');
  });

  it('takes a trial without a score for no failure, and says how many there are', () => {
    const grid = rankGrid(plane, (set) => (Number(set.a) === 0 ? NaN : hill(set)));
    expect(verdictOf(grid, { failed: 1, ruined: 2 }).decision).toBe('keep');
    expect(groundOf(grid, 'failures', { failed: 1 })).toMatchObject({ ok: true, value: 1 / 121 });
    expect(groundOf(grid, 'no-score', { failed: 1 })).toMatchObject({ ok: null, value: 10 });
    expect(groundOf(grid, 'no-score', { failed: 11 })).toBeUndefined();
    expect(groundOf(grid, 'ruined', { ruined: 2 })?.text).toBe('2 of 121 trials lost the whole account');
  });

  it('keeps along a single parameter, where two neighbours are all there can be', () => {
    const line = (max: number) =>
      rankGrid({ parameters: [axis('a', max)], constraints: [] }, ({ a }) => 20 + Number(a));
    expect(verdictOf(line(10))).toMatchObject({ decision: 'keep' });
    expect(verdictOf(line(10)).sentence).toContain('Best of 11 tried.');
    expect(groundOf(line(10), 'neighbours')?.text).toBe('2 neighbours of the pick were tried (2 needed)');
  });

  it('does not know without enough neighbours', () => {
    const space = spaceOf(plane);
    const input = {
      space,
      codes: [Float64Array.of(5, 6), Float64Array.of(5, 5)],
      scores: Float64Array.of(1, 2),
      feasible: Uint8Array.of(1, 1),
    };
    const sparse = { ...input, ranking: rankTrials({ ...input, direction: 'maximize' }), sets: [], setOf: () => null };
    expect(verdictOf(sparse).decision).toBe('unknown');
    expect(groundOf(sparse, 'neighbours')?.text).toBe('1 neighbour of the pick was tried (3 needed)');
  });

  it('judges a minimised metric by its own values', () => {
    const cost = (lowest: number, spike: number, slope: number) =>
      rankGrid(
        plane,
        ({ a, b }) => (a === 1 && b === 1 ? -spike : -lowest - slope * Math.hypot(Number(a) - 6, Number(b) - 6) ** 2),
        () => true,
        'minimize',
      );
    const kept = cost(31, 31, 0.01);
    expect(verdictOf(kept, { direction: 'minimize' })).toMatchObject({ decision: 'keep' });
    expect(verdictOf(kept, { direction: 'minimize' }).sentence).toContain('Peak 31 is inside it.');
    expect(groundOf(kept, 'plateau-ratio', { direction: 'minimize' })?.text).toBe(
      'plateau 31 and peak 31 are 0.0645 % apart (at most 25 %)',
    );
    const spiked = verdictOf(cost(31, 10, 0.2), { direction: 'minimize' });
    expect(spiked.decision).toBe('reject');
    expect(spiked.sentence).toContain('Peak 10 at a 1, b 1 is outside it and rises to 4');
  });

  it('never keeps where a share of the peak makes no sense, nor prints one', () => {
    const losing = rankGrid(plane, (set) => hill(set) - 5);
    const { decision, sentence } = verdictOf(losing);
    expect(decision).toBe('doubt');
    expect(sentence).toContain('121 trials at -3.34 or better) at');
    expect(sentence).toContain('Peak -3 is inside it.');
    expect(groundOf(losing, 'plateau-ratio')).toMatchObject({
      ok: null,
      text: 'no share of the peak can be told: the peak is not above 0',
    });
    const sunk = rankGrid(plane, ({ a, b }) => (a === 5 && b === 5 ? 1 : -2));
    expect(groundOf(sunk, 'plateau-ratio')?.text).toBe('the plateau, -2, keeps nothing of the peak (75 % needed)');
  });

  it('calls no handful of trials broad, and none alone a plateau', () => {
    const few = rankGrid({ parameters: [axis('a', 9)], constraints: [] }, ({ a }) => (Number(a) < 3 ? 1 : 0.1));
    expect(verdictOf(few).sentence).toContain('A small plateau (3 of 10 trials within 10 % of 1)');
    const alone = rankGrid(
      { parameters: [axis('a', 2)], constraints: [] },
      () => 3,
      ({ a }) => a === 1,
    );
    expect(verdictOf(alone).sentence).toContain('The pick stands alone (plateau 3) at a 1. It is also the peak, 3.');
  });

  it('does not praise a peak inside the plateau whose own surroundings fall away', () => {
    const cliff = rankGrid(plane, ({ a, b }) => (a === 10 ? 0.1 : a === 9 && b === 5 ? 1.05 : 1));
    expect(cliff.ranking.region).toContain(cliff.ranking.peak);
    expect(verdictOf(cliff).sentence).toMatch(/is inside it, but falls to .* one step away/);
  });

  it('tells why there is nothing to recommend', () => {
    expect(verdictOf(rankGrid(plane, () => NaN))).toMatchObject({
      decision: 'unknown',
      sentence: 'No trial has a score: nothing to recommend. Best of 121 tried.',
    });
    expect(
      verdictOf(
        rankGrid(
          plane,
          () => 1,
          () => false,
        ),
      ).decision,
    ).toBe('reject');
  });
});

describe('parameter statistics', () => {
  const additive = rankGrid(
    { parameters: [axis('a', 3), axis('b', 1), { name: 'c', domain: { kind: 'boolean' } }], constraints: [] },
    ({ a, b }) => 10 * Number(a) + 10 * Number(b),
  );

  it('share the variance of an additive surface exactly', () => {
    const shares = parameterStatistics(additive).map(({ varianceExplained }) => varianceExplained ?? NaN);
    // Var(10a) = 125 over 0…3, Var(10b) = 25 over 0…1.
    expect(shares[0]).toBeCloseTo(125 / 150, 12);
    expect(shares[1]).toBeCloseTo(25 / 150, 12);
    expect(shares[2]).toBe(0);
  });

  it('give each value its mean, median and best, the best value and the range near it', () => {
    const [a, , c] = parameterStatistics(additive);
    expect(a?.levels[3]).toEqual({ value: 3, count: 4, mean: 35, median: 35, best: 40 });
    expect(a?.bestLevel).toBe(3);
    expect(a?.optimal).toEqual([3]);
    expect(c?.optimal).toEqual([false, true]);
  });

  it('leave out failed and unfeasible trials, and where the parameter is inactive', () => {
    const definition: SpaceDefinition = {
      parameters: [
        { name: 'on', domain: { kind: 'boolean' } },
        { ...axis('b', 2), when: 'on' },
      ],
      constraints: [],
    };
    const grid = rankGrid(
      definition,
      ({ b }) => (b === 0 ? NaN : 1),
      ({ b }) => b !== 1,
    );
    const [, b] = parameterStatistics(grid);
    expect(b?.levels.map(({ count }) => count)).toEqual([0, 0, 1]);
    expect(b?.levels[0]).toEqual({ value: 0, count: 0, mean: null, median: null, best: null });
    expect(b?.varianceExplained).toBeNull();
  });
});

describe('a heat map', () => {
  const mapOf = (grid: RankedGrid, more: Partial<HeatmapInput> = {}) =>
    heatmap({
      ...grid,
      metric: grid.scores,
      direction: 'maximize',
      stateOf: (trial) =>
        Number.isNaN(grid.scores[trial]) ? 'failed' : grid.feasible[trial] === 1 ? 'ok' : 'criteria',
      x: 'a',
      y: 'b',
      aggregate: 'best',
      fixed: {},
      ...more,
    });
  const cube: SpaceDefinition = {
    parameters: [axis('a', 2), axis('b', 2), axis('exit', 4)],
    constraints: ['a <= b'],
  };
  const score = ({ a, b, exit }: ParameterSet) => 100 * Number(a) + 10 * Number(b) + Number(exit);

  it('has rows of y and columns of x, and says what it aggregated', () => {
    const map = mapOf(rankGrid(cube, score));
    expect(map.x).toEqual({ name: 'a', values: [0, 1, 2] });
    expect(map.y).toEqual({ name: 'b', values: [0, 1, 2] });
    expect(map.z).toEqual([
      [4, null, null],
      [14, 114, null],
      [24, 124, 224],
    ]);
    expect(map.count).toEqual([
      [5, 0, 0],
      [5, 5, 0],
      [5, 5, 5],
    ]);
    expect(map.state[0]).toEqual(['ok', 'infeasible', 'infeasible']);
    expect(map.note).toBe('best over exit (5 values)');
    expect(map.peak).toEqual({ trial: 29, x: 2, y: 2 });
  });

  it('aggregates as asked, and the best of a minimised metric is the lowest', () => {
    const grid = rankGrid(cube, score);
    const corner = (more: Partial<HeatmapInput>) => mapOf(grid, more).z[2]?.[2];
    expect(corner({ aggregate: 'mean' })).toBe(222);
    expect(corner({ aggregate: 'worst' })).toBe(220);
    expect(corner({ aggregate: 'count' })).toBe(5);
    expect(corner({ direction: 'minimize' })).toBe(220);
    expect(corner({ direction: 'minimize', aggregate: 'worst' })).toBe(224);
  });

  it('shows one slice when a parameter is fixed', () => {
    const map = mapOf(rankGrid(cube, score), { fixed: { exit: 3 } });
    expect(map.z[2]).toEqual([23, 123, 223]);
    expect(map.note).toBe('exit = 3; the peak is not in this slice; the pick is not in this slice');
    expect(map.peak).toBeNull();
  });

  it('tells failed, missed, infeasible and not run apart', () => {
    const grid = rankGrid(
      { ...plane, constraints: ['a != 3 or b != 0'] },
      ({ a, b }) => (a === 0 && b === 0 ? NaN : 1),
      ({ a, b }) => !(a === 1 && b === 0),
    );
    const trials = [...grid.sets.keys()].filter((trial) => !(grid.sets[trial]?.a === 2 && grid.sets[trial]?.b === 0));
    const codes = grid.codes.map((column) => Float64Array.from(trials, (trial) => column[trial] ?? NaN));
    const scores = Float64Array.from(trials, (trial) => grid.scores[trial] ?? NaN);
    const feasible = Uint8Array.from(trials, (trial) => grid.feasible[trial] ?? 0);
    const ranking = rankTrials({ space: grid.space, direction: 'maximize', codes, scores, feasible });
    const map = mapOf({ ...grid, codes, scores, feasible, ranking });
    expect(map.state[0]?.slice(0, 5)).toEqual(['failed', 'criteria', 'not-run', 'infeasible', 'ok']);
    expect(map.z[0]?.slice(0, 5)).toEqual([null, 1, null, null, 1]);
    expect(map.plateau[0]?.slice(0, 4)).toEqual([null, null, null, null]);
  });

  it('tells ruined trials and those without a value from failed ones, and shows the best state of a cell', () => {
    const states = ['failed', 'no-score', 'ruined', 'criteria', 'ok'] as const;
    const grid = rankGrid({ parameters: [axis('a', 4), axis('b', 4)], constraints: [] }, ({ a, b }) =>
      Math.max(Number(a), Number(b)) < 2 ? NaN : 1,
    );
    const stateOf = (trial: number) => states[Math.max(...[0, 1].map((p) => grid.codes[p]?.[trial] ?? 0))] ?? 'ok';
    expect(mapOf(grid, { stateOf }).state[0]).toEqual(states);
    expect(mapOf(grid, { stateOf, y: null }).state[0]).toEqual(Array(5).fill('ok'));
  });

  it('has a place for the trials in which a parameter is inactive', () => {
    const definition: SpaceDefinition = {
      parameters: [
        axis('a', 2),
        { name: 'on', domain: { kind: 'boolean' } },
        { ...axis('b', 2), when: 'on and a > 0' },
      ],
      constraints: [],
    };
    const grid = rankGrid(definition, ({ a, on }) => Number(a) + (on === true ? 0 : 10));
    const map = mapOf(grid);
    expect(map.y?.values).toEqual([0, 1, 2, null]);
    expect(map.state.at(-1)).toEqual(['ok', 'ok', 'ok']);
    expect(map.state[0]).toEqual(['infeasible', 'ok', 'ok']);
    expect(map.pick).toMatchObject({ x: 1, y: 3 });
    const on = mapOf(grid, { fixed: { on: true } });
    expect(on.state.at(-1)).toEqual(['ok', 'infeasible', 'infeasible']);
    expect(on.note).toContain('the pick is not in this slice');
  });

  it('is a line over one parameter', () => {
    const grid = rankGrid({ parameters: [axis('a', 3)], constraints: [] }, ({ a }) => Number(a));
    const map = mapOf(grid, { y: null });
    expect(map.y).toBeNull();
    expect(map.z).toEqual([[0, 1, 2, 3]]);
    expect(map.note).toBe('');
  });

  it('marks the pick and the cells of its region', () => {
    const grid = rankGrid(plane, spikeAndHill);
    const map = mapOf(grid);
    expect(map.peak).toMatchObject({ x: 1, y: 1 });
    expect(map.pick).toMatchObject({ x: 6, y: 6 });
    expect(map.region).toHaveLength(grid.ranking.breadth);
    expect(map.region).toContainEqual({ x: 5, y: 6 });
  });

  it('bins continuous parameters and very long ranges', () => {
    const definition: SpaceDefinition = {
      parameters: [
        { name: 'x', domain: { kind: 'continuous', min: 0, max: 3, scale: 'linear' } },
        { name: 'n', domain: { kind: 'integer', min: 1, max: 1000, step: 1 } },
      ],
      constraints: [],
    };
    const mixed = spaceOf(definition);
    const codes = [Float64Array.of(0, 0.05, 3), Float64Array.of(0, 9, 999)];
    const scores = Float64Array.of(1, 2, 3);
    const feasible = new Uint8Array(3).fill(1);
    const ranking = rankTrials({ space: mixed, direction: 'maximize', codes, scores, feasible });
    const map = mapOf({ ...rankGrid(plane, hill), space: mixed, codes, scores, feasible, ranking }, { x: 'x', y: 'n' });
    expect(map.x.values).toHaveLength(30);
    expect(map.x.values[0]).toBe(0.05);
    expect(map.y?.values).toHaveLength(100);
    expect(map.count[0]?.[0]).toBe(2);
    expect(map.z[99]?.[29]).toBe(3);
    expect(map.note).toBe('x: 30 bins; n: 1000 values in 100 bins');
  });

  it('refuses what does not exist', () => {
    const grid = rankGrid(plane, hill);
    expect(() => mapOf(grid, { x: 'c' })).toThrow('There is no parameter "c". The space has: a, b.');
    expect(() => mapOf(grid, { x: 'b' })).toThrow('Choose two parameters');
    expect(() => mapOf(grid, { y: null, fixed: { b: 11 } })).toThrow('b has no value 11');
  });
});
