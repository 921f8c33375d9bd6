import fc from 'fast-check';
import { canonicalKey, resolvePlan, type ParameterSet, type SpaceDefinition } from '#quant/space';
import { spaceDefinitions, spaceOf } from '#testing';
import type { AskOutput, SearchMethod } from './search.types';

interface Search {
  space: SpaceDefinition;
  seed: number;
  budget: number;
}

/** Asks until the method says it is done, with these batch sizes in turn; a copy of the cursor goes in each time. */
function* batches(method: SearchMethod, search: Search, sizes: readonly number[]): Generator<AskOutput> {
  let cursor: string | null = null;
  for (let i = 0; ; i++) {
    const output: AskOutput = method.ask({ ...structuredClone(search), cursor, count: sizes[i % sizes.length] ?? 1 });
    yield output;
    if (output.exhausted) return;
    cursor = output.cursor;
  }
}

function trialsOf(method: SearchMethod, search: Search, sizes: readonly number[]): ParameterSet[] {
  const space = spaceOf(search.space);
  return [...batches(method, search, sizes)].flatMap(({ plan }) =>
    plan === null ? [] : [...resolvePlan(space, plan)].map(({ set }) => set),
  );
}

/** Some searches the method accepts, over discrete spaces and, if it takes them, over spaces with a continuous parameter. */
function acceptedSearches(method: SearchMethod): fc.Arbitrary<Search & { trials: number }> {
  const spaces = spaceDefinitions().chain((definition) =>
    fc.constantFrom(definition, {
      parameters: [
        ...definition.parameters,
        { name: 'r', domain: { kind: 'continuous' as const, min: 0.5, max: 2, scale: 'log' as const }, when: 'a > 1' },
      ],
      constraints: [...definition.constraints, 'r < 1.9'],
    }),
  );
  return fc
    .record({ space: spaces, seed: fc.nat(), budget: fc.integer({ min: 1, max: 120 }) })
    .chain((search) => {
      const admission = method.admit({ space: search.space, budget: search.budget, limit: 1_000_000 });
      return admission.kind === 'accept'
        ? fc.constant({ ...search, trials: admission.trials })
        : fc.constant({ ...search, trials: -1 });
    })
    .filter(({ trials }) => trials >= 0);
}

const RUNS = { numRuns: 40 };

/** What every search method promises, whatever it searches for. */
export function searchMethodContract(method: SearchMethod): void {
  const batchSizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
  const accepted = acceptedSearches(method);

  describe(`the search method ${method.name}`, () => {
    it('plans feasible points of the space only', () => {
      fc.assert(
        fc.property(accepted, batchSizes, (search, sizes) => {
          const space = spaceOf(search.space);
          for (const set of trialsOf(method, search, sizes)) {
            const codes = space.codesOf(set);
            expect(codes).not.toBeNull();
            expect(space.isFeasible(codes ?? [])).toBe(true);
          }
        }),
        RUNS,
      );
    });

    it('never plans a point twice', () => {
      fc.assert(
        fc.property(accepted, batchSizes, (search, sizes) => {
          const keys = trialsOf(method, search, sizes).map(canonicalKey);
          expect(new Set(keys).size).toBe(keys.length);
        }),
        RUNS,
      );
    });

    it('plans the same trials whatever the size of the batches', () => {
      fc.assert(
        fc.property(accepted, batchSizes, batchSizes, (search, some, others) => {
          expect(trialsOf(method, search, others)).toEqual(trialsOf(method, search, some));
        }),
        RUNS,
      );
    });

    it('goes on from any cursor as if it had never stopped', () => {
      fc.assert(
        fc.property(accepted, batchSizes, fc.nat(), (search, sizes, at) => {
          const outputs = [...batches(method, search, sizes)];
          const stop = at % outputs.length;
          const cursor = stop === 0 ? null : (outputs[stop - 1]?.cursor ?? null);
          const again = method.ask({ ...structuredClone(search), cursor, count: sizes[stop % sizes.length] ?? 1 });
          expect(again).toEqual(outputs[stop]);
        }),
        RUNS,
      );
    });

    it('never plans more than was asked, and as many in all as it admitted', () => {
      fc.assert(
        fc.property(accepted, batchSizes, (search, sizes) => {
          const outputs = [...batches(method, search, sizes)];
          outputs.forEach(({ plan }, i) => expect(plan?.count ?? 0).toBeLessThanOrEqual(sizes[i % sizes.length] ?? 1));
          const trials = outputs.reduce((sum, { plan }) => sum + (plan?.count ?? 0), 0);
          expect(trials).toBe(search.trials);
          expect(trials).toBeLessThanOrEqual(search.budget);
        }),
        RUNS,
      );
    });

    it('plans nothing more after the last', () => {
      fc.assert(
        fc.property(accepted, batchSizes, (search, sizes) => {
          const last = [...batches(method, search, sizes)].at(-1);
          const after = method.ask({ ...search, cursor: last?.cursor ?? null, count: 10 });
          expect(after).toEqual({ plan: null, cursor: last?.cursor, exhausted: true });
        }),
        RUNS,
      );
    });

    it('plans from 10^12 points without building them, or refuses them with their exact count', () => {
      const domain = { kind: 'integer' as const, min: 1, max: 1_000_000, step: 1 };
      const parameters = ['fast', 'slow'].map((name) => ({ name, domain }));
      const search = { space: { parameters, constraints: ['fast < slow'] }, seed: 1, budget: 50 };
      const admission = method.admit({ space: search.space, budget: search.budget, limit: 1_000_000 });
      const isRefusal = admission.kind === 'refuse';
      const sets = isRefusal ? [] : trialsOf(method, search, [20]);
      expect(admission).toMatchObject(
        isRefusal
          ? { code: 'search-space.too-large', message: expect.stringContaining('499,999,500,000 feasible points') }
          : { trials: 50 },
      );
      expect(new Set(sets.map(canonicalKey)).size).toBe(isRefusal ? 0 : 50);
      expect(sets.every(({ fast, slow }) => Number(fast) < Number(slow))).toBe(true);
    });

    it('refuses a space without feasible points', () => {
      const space: SpaceDefinition = {
        parameters: [{ name: 'a', domain: { kind: 'integer', min: 1, max: 5, step: 1 } }],
        constraints: ['a > 5'],
      };
      expect(method.admit({ space, budget: 10, limit: 100 })).toMatchObject({
        kind: 'refuse',
        code: 'search-space.empty',
      });
    });

    it('refuses more trials than the limit', () => {
      const space: SpaceDefinition = {
        parameters: [{ name: 'a', domain: { kind: 'integer', min: 1, max: 5000, step: 1 } }],
        constraints: [],
      };
      expect(method.admit({ space, budget: 5000, limit: 100 })).toMatchObject({
        kind: 'refuse',
        code: 'search-space.too-large',
      });
    });
  });
}
