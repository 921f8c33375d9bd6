import fc from 'fast-check';
import { spaceDefinitions, spaceOf } from '#testing';
import { planColumns, planSets } from './plan';
import { slicePlan } from './slice-plan';
import type { TrialPlan } from './space.types';

const definition = {
  parameters: ['fast', 'slow'].map((name) => ({
    name,
    domain: { kind: 'integer' as const, min: 1, max: 4, step: 1 },
  })),
  constraints: ['fast < slow'],
};
const space = spaceOf(definition);
const all: TrialPlan = { kind: 'range', start: '0', end: '16', count: 6 };

describe('a slice of a plan', () => {
  it('is a range between feasible points, beginning and ending where the plan does', () => {
    expect(slicePlan(space, all, 0, 6)).toEqual(all);
    expect(slicePlan(space, all, 1, 4)).toEqual({ kind: 'range', start: '2', end: '7', count: 3 });
  });

  it('is a piece of every column of listed points', () => {
    const listed: TrialPlan = {
      kind: 'points',
      count: 3,
      columns: [Float64Array.of(0, 1, 2), Float64Array.of(3, 2, 3)],
    };
    expect(slicePlan(space, listed, 1, 3)).toEqual({
      kind: 'points',
      count: 2,
      columns: [Float64Array.of(1, 2), Float64Array.of(2, 3)],
    });
  });

  it.each([
    [-1, 2],
    [3, 2],
    [0, 7],
    [0.5, 2],
  ])('is refused where the plan has no trials %d to %d', (from, to) => {
    expect(() => slicePlan(space, all, from, to)).toThrow(`The trials ${from} to ${to} do not lie in a plan of 6.`);
  });

  it('holds the trials of the plan in their order, in every space and wherever it is cut', () => {
    fc.assert(
      fc.property(spaceDefinitions(), fc.nat(), fc.nat(), fc.boolean(), (drawn, a, b, asPoints) => {
        const any = spaceOf(drawn);
        const order = any.gridOrder();
        if (order === null || any.size === null) throw new Error('small discrete spaces have an order');
        const count = Number(order.count);
        const range: TrialPlan = { kind: 'range', start: '0', end: String(any.size), count };
        const plan: TrialPlan = asPoints ? { kind: 'points', count, columns: planColumns(any, range) } : range;
        const [from = 0, to = 0] = [a % (count + 1), b % (count + 1)].sort((x, y) => x - y);
        expect([...planSets(any, slicePlan(any, plan, from, to))]).toEqual([...planSets(any, plan)].slice(from, to));
      }),
    );
  });
});
