import * as fc from 'fast-check';
import { unpackBits } from './bitset';
import { createRelation, relate, type Relation, relateToNumber } from './relation';
import { zonedColumn } from './zoned-column';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0) },
);
/** Long stretches on one side of each other, so that whole words are decided by their extremes. */
const pairs = fc.integer({ min: 0, max: 150 }).chain((bars) => {
  const column = fc.array(value, { minLength: bars, maxLength: bars });
  return fc.record({ a: column, b: column, apart: fc.constantFrom(0, 10, -10), from: fc.nat(150) });
});

function expectRelation(found: Relation, a: Float64Array, b: (bar: number) => number): void {
  const bars = (holds: (x: number, y: number) => boolean) => Array.from(a, (x, bar) => Number(holds(x, b(bar))));
  const bits = (words: Uint32Array) => [...unpackBits(words, a.length)];
  expect(bits(found.above)).toEqual(bars((x, y) => x > y));
  expect(bits(found.below)).toEqual(bars((x, y) => x < y));
  expect(bits(found.defined)).toEqual(bars((x, y) => !Number.isNaN(x) && !Number.isNaN(y)));
}

describe('a comparison by words', () => {
  it('of two columns is the comparison bar by bar', () => {
    fc.assert(
      fc.property(pairs, ({ a, b, apart, from }) => {
        const left = Float64Array.from(a, (x, bar) => (bar >= from ? x + apart : x));
        const right = Float64Array.from(b);
        const relation = createRelation(a.length);
        relate(zonedColumn(left), zonedColumn(right), relation);
        expectRelation(relation, left, (bar) => right[bar] ?? NaN);
      }),
      { numRuns: 200 },
    );
  });

  it('with a number is the comparison bar by bar', () => {
    fc.assert(
      fc.property(pairs, value, ({ a, apart, from }, level) => {
        const left = Float64Array.from(a, (x, bar) => (bar >= from ? x + apart : x));
        const relation = createRelation(a.length);
        relateToNumber(zonedColumn(left), level, relation);
        expectRelation(relation, left, () => level);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing of what the buffers held, nor beyond the last bar', () => {
    const relation = createRelation(33);
    for (const bits of [relation.above, relation.below, relation.defined]) bits.fill(0xffff_ffff);
    relate(zonedColumn(new Float64Array(33).fill(1)), zonedColumn(new Float64Array(33).fill(2)), relation);
    expect([...relation.above, ...relation.below, ...relation.defined]).toEqual([0, 0, ~0 >>> 0, 1, ~0 >>> 0, 1]);
  });
});
