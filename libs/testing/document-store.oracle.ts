import fc from 'fast-check';
import { Query } from 'mingo';
import type { Document, DocumentStore, Filter } from '#messaging';

/** They lead to scalars, to nothing, or stop early at a scalar. */
const PATHS = ['a', 'b', 'd.x', 'd.y.z'] as const;

/** Few values, so that filters hit; at least two of each type, and such as look alike across types. */
const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    1,
    -1,
    2,
    0.5,
    -2.25,
    1e-20,
    2 ** 60,
    '',
    '0',
    '1',
    'a',
    'b',
    'ab',
    'B',
    'true',
  ),
  // Adding 0 makes −0 a 0: JSON has no −0.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
);
const operand = scalar.filter((value) => typeof value === 'number' || typeof value === 'string');

const document = fc.record(
  {
    a: scalar,
    b: scalar,
    d: fc.oneof(
      scalar,
      fc.record(
        { x: scalar, y: fc.oneof(scalar, fc.record({ z: scalar }, { requiredKeys: [] })) },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

const list = fc.array(scalar, { maxLength: 4 });
const operators = Object.entries({
  $eq: scalar,
  $ne: scalar,
  $in: list,
  $nin: list,
  $gt: operand,
  $gte: operand,
  $lt: operand,
  $lte: operand,
  $exists: fc.boolean(),
});

const condition = fc.oneof(
  { weight: 2, arbitrary: scalar },
  {
    weight: 5,
    arbitrary: fc
      .subarray(operators, { minLength: 1, maxLength: 2 })
      .chain((some) => fc.record<Record<string, unknown>>(Object.fromEntries(some))),
  },
);

const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter; fields: Filter }>((tie) => ({
  fields: fc.dictionary(fc.constantFrom(...PATHS, '_id'), condition, { maxKeys: 2 }) as fc.Arbitrary<Filter>,
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    tie('fields'),
    fc
      .record(
        {
          $and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
          $or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
        },
        { requiredKeys: [] },
      )
      .chain((junctions) => tie('fields').map((fields) => ({ ...fields, ...junctions }) as Filter)),
  ),
})).filter;

const options = fc.record(
  {
    sort: fc
      .uniqueArray(fc.constantFrom(...PATHS, '_id'), { maxLength: 3 })
      .chain((paths) =>
        fc
          .tuple(...paths.map((path) => fc.constantFrom<1 | -1>(1, -1).map((direction) => [path, direction] as const)))
          .map((keys) => Object.fromEntries(keys)),
      ),
    limit: fc.integer({ min: 1, max: 12 }),
    skip: fc.nat(4),
  },
  { requiredKeys: [] },
);

/** mingo, an independent implementation of MongoDB's queries, decides what is right. */
export function agreesWithMongo(storeOf: () => DocumentStore): void {
  it('answers random questions as MongoDB would', async () => {
    const collection = storeOf().collection('random');
    await collection.ensureIndex(['a', 'd.x']);
    const world = fc.tuple(
      fc.array(document, { maxLength: 14 }),
      fc.array(fc.tuple(filter, options), { minLength: 20, maxLength: 20 }),
    );
    const agree = async ([bodies, questions]: [object[], [Filter, object][]]): Promise<void> => {
      const documents = bodies.map((body, i): Document => ({ _id: String(i), ...body }));
      await collection.delete({});
      await collection.put(documents);
      for (const [where, how] of questions) {
        const expected = ask(documents, where, how);
        expect({ where, how, found: await collection.find(where, how) }).toEqual({ where, how, found: expected.page });
        expect({ where, count: await collection.count(where) }).toEqual({ where, count: expected.count });
      }
    };
    await fc.assert(fc.asyncProperty(world, agree), { numRuns: 200 });
  });
}

function ask(
  documents: readonly Document[],
  where: Filter,
  { sort = {}, limit, skip = 0 }: { sort?: Record<string, 1 | -1>; limit?: number; skip?: number },
): { page: Document[]; count: number } {
  const cursor = () => new Query(where as Record<string, unknown>).find<Document>([...documents]);
  const ordered = cursor().sort('_id' in sort ? sort : { ...sort, _id: 1 });
  const page = limit === undefined ? ordered.skip(skip) : ordered.skip(skip).limit(limit);
  return { page: page.all(), count: cursor().all().length };
}
