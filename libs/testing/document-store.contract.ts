import { ClosedError, type Collection, type Document, type DocumentStore, type Filter } from '#messaging';
import { agreesWithMongo } from './document-store.oracle';

/** What every `DocumentStore` must do. `open` gives an empty store; the suite closes it. */
export function documentStoreContract(name: string, open: () => Promise<DocumentStore>): void {
  describe(`${name} is a document store`, () => {
    let store: DocumentStore;
    let trials: Collection;

    beforeEach(async () => {
      store = await open();
      trials = store.collection('trials@1');
    });
    afterEach(() => store.close());

    const ids = async (filter: Filter, options = {}) => (await trials.find(filter, options)).map(({ _id }) => _id);

    describe('keeping documents', () => {
      it('gives back what was put, and null for what was not', async () => {
        const document = {
          _id: 'a',
          n: 0.1,
          s: 'é😀"\\\u0000',
          b: false,
          none: null,
          list: [1, { x: [] }],
          deep: { er: {} },
        };
        await trials.put([document]);
        expect(await trials.get('a')).toEqual(document);
        expect(await trials.get('b')).toBeNull();
      });

      it('replaces the whole document', async () => {
        await trials.put([{ _id: 'a', old: 1 }]);
        await trials.put([{ _id: 'a', new: 2 }]);
        expect(await trials.find()).toEqual([{ _id: 'a', new: 2 }]);
      });

      it('takes the last of two with the same id', async () => {
        await trials.put([
          { _id: 'a', n: 1 },
          { _id: 'a', n: 2 },
        ]);
        expect(await trials.find()).toEqual([{ _id: 'a', n: 2 }]);
      });

      it('leaves out members that are undefined', async () => {
        await trials.put([{ _id: 'a', gone: undefined, deep: { gone: undefined } }]);
        expect(Object.keys((await trials.get('a')) ?? {})).toEqual(['_id', 'deep']);
      });

      it('hands out copies and keeps copies', async () => {
        const mine = { _id: 'a', list: [1] };
        await trials.put([mine]);
        mine.list.push(2);
        const theirs = (await trials.get('a')) as typeof mine;
        theirs.list.push(3);
        const [found] = (await trials.find()) as (typeof mine)[];
        found?.list.push(4);
        expect(await trials.get('a')).toEqual({ _id: 'a', list: [1] });
      });

      it('takes thousands at once', async () => {
        const many = Array.from({ length: 3000 }, (_, n) => ({ _id: `t${n}`, n }));
        await trials.put(many);
        expect(await trials.count()).toBe(3000);
        expect(await trials.count({ n: { $in: many.slice(0, 2500).map(({ n }) => n) } })).toBe(2500);
      });

      it.each([
        ['NaN', { _id: 'x', score: Number.NaN }, 'score'],
        ['an infinity deep inside', { _id: 'x', columns: { sharpe: [1, -Infinity] } }, 'columns.sharpe[1]'],
        ['a date', { _id: 'x', at: new Date(0) }, 'Date'],
        ['a function', { _id: 'x', f: () => 1 }, 'function'],
        ['undefined in a list', { _id: 'x', list: [undefined] }, 'undefined'],
        ['a member named like an operator', { _id: 'x', deep: { $gt: 1 } }, '$gt'],
        ['a member named __proto__', JSON.parse('{"_id":"x","__proto__":{"a":1}}'), '__proto__'],
        ['an empty id', { _id: '' }, '_id'],
        ['an id that is no string', { _id: 7 }, '_id'],
      ])('refuses %s, and everything put with it', async (_, document, says) => {
        const attempt = trials.put([{ _id: 'good' }, document as unknown as Document]);
        await expect(attempt).rejects.toThrow(TypeError);
        await expect(attempt).rejects.toThrow(says);
        expect(await trials.count()).toBe(0);
      });
    });

    describe('putting only what is newer', () => {
      it('inserts, replaces what is older, leaves what is as new or newer', async () => {
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 5, n: 1 }])).toBe(1);
        expect(
          await trials.putIfNewer([
            { _id: 'a', _pos: 5, n: 2 },
            { _id: 'b', _pos: 0, n: 2 },
          ]),
        ).toBe(1);
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 4, n: 3 }])).toBe(0);
        expect(await trials.get('a')).toEqual({ _id: 'a', _pos: 5, n: 1 });
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 6, n: 4 }])).toBe(1);
        expect(await trials.get('a')).toEqual({ _id: 'a', _pos: 6, n: 4 });
      });

      it('compares positions as numbers', async () => {
        await trials.putIfNewer([{ _id: 'a', _pos: 9 }]);
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 10 }])).toBe(1);
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 9 }])).toBe(0);
      });

      it('replaces a document that has no position', async () => {
        await trials.put([{ _id: 'a', n: 1 }]);
        expect(await trials.putIfNewer([{ _id: 'a', _pos: 0, n: 2 }])).toBe(1);
      });

      it('decides document by document, also within one call', async () => {
        const written = await trials.putIfNewer([
          { _id: 'a', _pos: 2, n: 1 },
          { _id: 'a', _pos: 1, n: 2 },
          { _id: 'a', _pos: 3, n: 3 },
        ]);
        expect(written).toBe(2);
        expect(await trials.get('a')).toEqual({ _id: 'a', _pos: 3, n: 3 });
      });

      it('refuses a document without a position, and everything put with it', async () => {
        const documents = [{ _id: 'a', _pos: 1 }, { _id: 'b' }] as unknown as { _id: string; _pos: number }[];
        await expect(trials.putIfNewer(documents)).rejects.toThrow('_pos');
        expect(await trials.count()).toBe(0);
      });
    });

    describe('finding', () => {
      beforeEach(() =>
        trials.put([
          { _id: 'bool', v: true },
          { _id: 'missing' },
          { _id: 'n10', v: 10 },
          { _id: 'n9', v: 9 },
          { _id: 'null', v: null },
          { _id: 's10', v: '10' },
          { _id: 'one', v: 1, deep: { er: { x: 'y' } } },
        ]),
      );

      it('everything, by id, when nothing is asked', async () => {
        expect(await ids({})).toEqual(['bool', 'missing', 'n10', 'n9', 'null', 'one', 's10']);
      });

      it.each<[string, Filter, string[]]>([
        ['a number is not the string of its digits', { v: 10 }, ['n10']],
        ['true is not 1', { v: true }, ['bool']],
        ['1 is not true', { v: { $eq: 1 } }, ['one']],
        ['null also means missing', { v: null }, ['missing', 'null']],
        [
          '$ne takes missing fields and other types',
          { v: { $ne: 10 } },
          ['bool', 'missing', 'n9', 'null', 'one', 's10'],
        ],
        ['$ne null means there is a value', { v: { $ne: null } }, ['bool', 'n10', 'n9', 'one', 's10']],
        ['$in mixes types', { v: { $in: [9, '10', true, null] } }, ['bool', 'missing', 'n9', 'null', 's10']],
        ['$in nothing finds nothing', { v: { $in: [] } }, []],
        ['$nin leaves the rest', { v: { $nin: [9, 10, null] } }, ['bool', 'one', 's10']],
        ['a range over numbers is blind to other types', { v: { $gt: 1 } }, ['n10', 'n9']],
        ['a range over strings too', { v: { $lte: 'z' } }, ['s10']],
        ['both ends of a range', { v: { $gte: 9, $lt: 10 } }, ['n9']],
        ['$exists counts null', { v: { $exists: true } }, ['bool', 'n10', 'n9', 'null', 'one', 's10']],
        ['and its opposite', { v: { $exists: false } }, ['missing']],
        ['a dotted path reaches inside', { 'deep.er.x': 'y' }, ['one']],
        ['a path beyond a scalar finds nothing', { 'v.x': { $exists: true } }, []],
        ['fields are joined by and', { v: 1, _id: 'bool' }, []],
        ['$or', { $or: [{ v: 9 }, { _id: { $gt: 'o' } }] }, ['n9', 'one', 's10']],
        ['$and with $or inside', { $and: [{ v: { $gt: 0 } }, { $or: [{ v: 1 }, { v: 10 }] }] }, ['n10', 'one']],
      ])('%s', async (_, filter, expected) => {
        expect(await ids(filter)).toEqual(expected);
        expect(await trials.count(filter)).toBe(expected.length);
      });

      it('takes an undefined $and or $or for none', async () => {
        expect(await ids({ v: 9, $and: undefined, $or: undefined })).toEqual(['n9']);
      });

      it('sorts null and missing < numbers < strings < booleans, ties by id', async () => {
        expect(await ids({}, { sort: { v: 1 } })).toEqual(['missing', 'null', 'one', 'n9', 'n10', 's10', 'bool']);
        expect(await ids({}, { sort: { v: -1 } })).toEqual(['bool', 's10', 'n10', 'n9', 'one', 'missing', 'null']);
      });

      it('sorts by several fields in their order', async () => {
        await trials.put([
          { _id: 'p', g: 1, v: 1 },
          { _id: 'q', g: 1, v: 2 },
          { _id: 'r', g: 0, v: 3 },
        ]);
        expect(await ids({ g: { $exists: true } }, { sort: { g: 1, v: -1 } })).toEqual(['r', 'q', 'p']);
        expect(await ids({ g: { $exists: true } }, { sort: { _id: -1 } })).toEqual(['r', 'q', 'p']);
      });

      it('sorts strings by code point', async () => {
        await trials.put(['\uff5e', '😀', '😁', 'z', 'Z', 'é'].map((v) => ({ _id: `c${v}`, v })));
        expect(await ids({ _id: { $gte: 'c', $lt: 'd' } }, { sort: { v: 1 } })).toEqual(
          ['Z', 'z', 'é', '\uff5e', '😀', '😁'].map((v) => `c${v}`),
        );
        expect(await ids({ v: { $gt: '\uff5e' } })).toEqual(['c😀', 'c😁']);
      });

      it('pages with skip and limit', async () => {
        expect(await ids({}, { sort: { _id: 1 }, skip: 2, limit: 2 })).toEqual(['n10', 'n9']);
        expect(await ids({}, { skip: 5 })).toEqual(['one', 's10']);
        expect(await ids({}, { skip: 99, limit: 1 })).toEqual([]);
      });

      it('tells every two numbers apart, however small, large or close', async () => {
        const numbers = [
          0,
          5e-324,
          1e-20,
          2e-16,
          0.1,
          0.1 + 2 ** -56,
          1,
          1 + 2 ** -52,
          2 ** 53,
          2 ** 60,
          2 ** 63,
          1e300,
        ];
        await trials.put(numbers.map((x, i) => ({ _id: `x${i}`, x })));
        for (const [i, x] of numbers.entries()) {
          expect(await ids({ x })).toEqual([`x${i}`]);
          expect(await trials.count({ x: { $lt: x } })).toBe(i);
          expect(await trials.count({ x: { $in: [x, -1] } })).toBe(1);
        }
      });

      it.each<[string, string]>([
        ['quotes', `x' OR '1'='1`],
        ['a wildcard', '%'],
        ['NUL', 'a\u0000b'],
        ['nothing', ''],
      ])('takes a string with %s for what it is', async (_, value) => {
        await trials.put([
          { _id: 'same', w: value },
          { _id: 'other', w: `${value}!` },
          { _id: `id-${value}`, w: 'a' },
        ]);
        expect(await ids({ w: value })).toEqual(['same']);
        expect(await ids({ w: { $in: [value, 'unknown'] } })).toEqual(['same']);
        expect(await ids({ _id: `id-${value}` })).toEqual([`id-${value}`]);
        expect(await trials.get(`id-${value}`)).toEqual({ _id: `id-${value}`, w: 'a' });
      });

      it('finds the same with an index as without', async () => {
        const ask = async () => [await ids({ v: { $gt: 1 } }, { sort: { v: -1 } }), await ids({ v: null })];
        const before = await ask();
        await trials.ensureIndex(['v']);
        await trials.ensureIndex(['v']);
        await trials.ensureIndex(['deep.er.x', 'v', '_id']);
        expect(await ask()).toEqual(before);
      });
    });

    describe('refusing what is not in the vocabulary', () => {
      it.each<[string, unknown]>([
        ['an unknown operator', { v: { $regex: 'a' } }],
        ['an unknown top-level operator', { $nor: [{ v: 1 }] }],
        ['an operator named like a method', { v: { constructor: 1 } }],
        ['an object to be equal to', { v: { x: 1 } }],
        ['an empty condition', { v: {} }],
        ['a list to be equal to', { v: [1] }],
        ['$in without a list', { v: { $in: 1 } }],
        ['$in of objects', { v: { $in: [{}] } }],
        ['a range over booleans', { v: { $gt: true } }],
        ['a range over null', { v: { $gte: null } }],
        ['$exists without a boolean', { v: { $exists: 1 } }],
        ['NaN', { v: Number.NaN }],
        ['an infinity', { v: { $lt: Infinity } }],
        ['undefined, which would widen a delete', { v: undefined }],
        ['an undefined operand', { v: { $gt: undefined } }],
        ['$or of nothing', { $or: [] }],
        ['$and that is no list', { $and: { v: 1 } }],
        ['$ in a path', { 'a.$b': 1 }],
        ['an empty name in a path', { 'a..b': 1 }],
        ['a quote in a path', { "a'": 1 }],
        ['__proto__ in a path', { 'a.__proto__': 1 }],
        ['a filter that is a list', []],
      ])('%s', async (_, filter) => {
        await expect(trials.find(filter as Filter)).rejects.toThrow(TypeError);
        await expect(trials.count(filter as Filter)).rejects.toThrow(TypeError);
        await expect(trials.delete(filter as Filter)).rejects.toThrow(TypeError);
      });

      it.each<[string, object]>([
        ['a direction that is neither 1 nor -1', { sort: { v: 'desc' } }],
        ['a sort on no field', { sort: { 'v; drop': 1 } }],
        ['limit 0, which MongoDB takes for no limit', { limit: 0 }],
        ['half a document', { limit: 1.5 }],
        ['a negative skip', { skip: -1 }],
      ])('%s', async (_, options) => {
        await expect(trials.find({}, options)).rejects.toThrow(TypeError);
      });

      it('index fields and collection names', async () => {
        await expect(trials.ensureIndex(['a"b'])).rejects.toThrow(TypeError);
        await expect(trials.ensureIndex([])).rejects.toThrow(TypeError);
        for (const bad of ['', 'a b', 'a.b', 'a"b', '$a']) {
          expect(() => store.collection(bad)).toThrow(TypeError);
          await expect(store.drop(bad)).rejects.toThrow(TypeError);
        }
      });
    });

    describe('deleting', () => {
      it('deletes what matches and says how many', async () => {
        await trials.put([{ _id: 'a', n: 1 }, { _id: 'b', n: 2 }, { _id: 'c' }]);
        expect(await trials.delete({ n: { $gt: 1 } })).toBe(1);
        expect(await trials.delete({ n: { $gt: 1 } })).toBe(0);
        expect(await ids({})).toEqual(['a', 'c']);
        expect(await trials.delete({})).toBe(2);
      });
    });

    describe('collections', () => {
      it('are apart, also when only case differs', async () => {
        await store.collection('Trials').put([{ _id: 'a', from: 'Trials' }]);
        await store.collection('trials').put([{ _id: 'a', from: 'trials' }]);
        expect(await store.collection('Trials').find()).toEqual([{ _id: 'a', from: 'Trials' }]);
        expect(await store.collections()).toEqual(['Trials', 'trials']);
      });

      it('are the same under the same name', async () => {
        await store.collection('one').put([{ _id: 'a' }]);
        expect(await store.collection('one').get('a')).toEqual({ _id: 'a' });
      });

      it('may have any allowed name', async () => {
        const names = ['0', 'SELECT', 'a@2', 'sqlite_master', 'x_y'];
        for (const name of names) await store.collection(name).put([{ _id: name }]);
        expect(await store.collections()).toEqual(names);
      });

      it('are gone when dropped, and begin anew when used again', async () => {
        await trials.put([{ _id: 'a' }]);
        await trials.ensureIndex(['v']);
        await store.collection('other').put([{ _id: 'b' }]);
        await store.drop('trials@1');
        await store.drop('never_was');
        expect(await store.collections()).toEqual(['other']);
        expect(await trials.find()).toEqual([]);
        await trials.put([{ _id: 'c' }]);
        expect(await ids({})).toEqual(['c']);
      });
    });

    it('closes once and for all', async () => {
      await trials.put([{ _id: 'a' }]);
      await store.close();
      await store.close();
      await expect(trials.get('a')).rejects.toThrow(ClosedError);
      await expect(trials.put([{ _id: 'b' }])).rejects.toThrow(ClosedError);
      await expect(store.collections()).rejects.toThrow(ClosedError);
      await expect(store.drop('x')).rejects.toThrow(ClosedError);
    });

    agreesWithMongo(() => store);
  });
}
