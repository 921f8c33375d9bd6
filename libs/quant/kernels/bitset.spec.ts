import * as fc from 'fast-check';
import {
  andBits, type Bitset, clearBefore, createBitset, delayBits, fillBits, hasBit, invertBits, nextBit, orBits, packBits,
  risingEdges, unpackBits, xorBits,
} from './bitset'; // prettier-ignore

const columns = fc.integer({ min: 0, max: 100 }).chain((bars) => {
  const column = fc
    .array(fc.integer({ min: 0, max: 1 }), { minLength: bars, maxLength: bars })
    .map((bits) => Uint8Array.from(bits));
  return fc.record({ a: column, b: column, bar: fc.nat(110) });
});

function pack(column: Uint8Array): Bitset {
  const bits = createBitset(column.length);
  packBits(column, bits);
  return bits;
}

/** A word operation on packed columns against the same bar by bar; nothing may stay beyond the last bar. */
function law(
  name: string,
  onWords: (a: Bitset, b: Bitset, bars: number, bar: number) => void,
  onBar: (a: Uint8Array, b: Uint8Array, t: number, bar: number) => number,
): void {
  it(name, () => {
    fc.assert(
      fc.property(columns, ({ a, b, bar }) => {
        const bits = pack(a);
        onWords(bits, pack(b), a.length, bar);
        const expected = a.map((_, t) => onBar(a, b, t, bar));
        expect([...unpackBits(bits, a.length)]).toEqual([...expected]);
        expect(bits).toEqual(pack(expected));
      }),
      { numRuns: 300 },
    );
  });
}

describe('word operations are bar operations', () => {
  law('and', (a, b) => andBits(a, b), (a, b, t) => Number(a[t] === 1 && b[t] === 1));
  law('or', (a, b) => orBits(a, b), (a, b, t) => Number(a[t] === 1 || b[t] === 1));
  law('differ', (a, b) => xorBits(a, b), (a, b, t) => Number(a[t] !== b[t]));
  law('not', (a, _, bars) => invertBits(a, bars), (a, _, t) => Number(a[t] === 0));
  law('delay', (a, _, bars, by) => delayBits(a, by, bars), (a, _, t, by) => a[t - by] ?? 0);
  law('clear before', (a, _b, _bars, bar) => clearBefore(a, bar), (a, _, t, bar) => (t < bar ? 0 : (a[t] ?? 0)));
  law('all', (a, _, bars) => fillBits(a, true, bars), () => 1);
  law('none', (a, _, bars) => fillBits(a, false, bars), () => 0);
  law('rising edges', (a, b) => risingEdges(a.slice(), b, a), (a, b, t) => Number(a[t] === 1 && a[t - 1] === 0 && b[t - 1] === 1)); // prettier-ignore
}); // prettier-ignore

describe('a bitset', () => {
  it('tells its bits', () => {
    fc.assert(
      fc.property(columns, ({ a, bar }) => {
        expect(hasBit(pack(a), bar)).toBe(a[bar] === 1);
      }),
    );
  });

  it('finds the next bit, or a bar beyond the last', () => {
    fc.assert(
      fc.property(columns, ({ a, bar }) => {
        const expected = a.indexOf(1, bar);
        const found = nextBit(pack(a), bar);
        if (expected >= 0) expect(found).toBe(expected);
        else expect(found).toBeGreaterThanOrEqual(a.length);
      }),
    );
  });
});
