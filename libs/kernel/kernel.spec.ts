import fc from 'fast-check';
import { canonicalJson, createRng, decodeFloat64, encodeFloat64, sha256Hex, uuidV5 } from '#kernel';
import { philox4x32 } from './rng';

describe('canonical JSON', () => {
  it('writes the same text whatever the order of the keys', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'x'] })).toBe('{"a":[true,null,"x"],"b":1}');
    expect(canonicalJson({ a: [true, null, 'x'], b: 1 })).toBe('{"a":[true,null,"x"],"b":1}');
  });

  it('keeps the numbers that JSON loses', () => {
    expect(canonicalJson([Number.NaN, Infinity, -Infinity, -0, 0])).toBe(
      '[{"$number":"NaN"},{"$number":"Infinity"},{"$number":"-Infinity"},{"$number":"-0"},0]',
    );
  });

  it('refuses what has no text', () => {
    expect(() => canonicalJson({ f: () => 1 })).toThrow(TypeError);
  });
});

describe('Philox4x32-10', () => {
  // Known answers of the reference implementation (Random123, kat_vectors).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('answers as published for counter %j', (counter, [k0, k1], expected) => {
    expect([...philox4x32(new Uint32Array(counter), k0, k1)]).toEqual(expected);
  });

  it('is a function: order and repetition do not matter', () => {
    const rng = createRng(42, 'test');
    const forwards = [0, 1, 2, 3].map((trial) => rng.uniform(trial, 0));
    const backwards = [3, 2, 1, 0].map((trial) => createRng(42, 'test').uniform(trial, 0)).reverse();
    expect(backwards).toEqual(forwards);
  });

  it('separates seeds, purposes, counters and lanes', () => {
    const draws = [
      createRng(1, 'a').uniform(0, 0),
      createRng(2, 'a').uniform(0, 0),
      createRng(1, 'b').uniform(0, 0),
      createRng(1, 'a').uniform(1, 0),
      createRng(1, 'a').uniform(2 ** 32, 0),
      createRng(1, 'a').uniform(0, 1),
    ];
    expect(new Set(draws).size).toBe(draws.length);
  });

  it('stays within [0, 1)', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.maxSafeNat(), fc.nat(), (seed, counter, lane) => {
        const value = createRng(seed, 'property').uniform(counter, lane);
        return value >= 0 && value < 1;
      }),
    );
  });
});

describe('float64 columns', () => {
  it('come back bit by bit', () => {
    fc.assert(
      fc.property(fc.float64Array(), (column) => {
        const back = decodeFloat64(encodeFloat64(column));
        return back.length === column.length && column.every((value, i) => Object.is(value, back[i]));
      }),
    );
  });

  it('keep NaN, the infinities and -0', () => {
    expect([...decodeFloat64(encodeFloat64(new Float64Array([Number.NaN, Infinity, -Infinity, -0])))]).toEqual([
      Number.NaN,
      Infinity,
      -Infinity,
      -0,
    ]);
  });

  it('refuse a torn text', () => {
    expect(() => decodeFloat64('AAAA')).toThrow(RangeError);
    expect(() => decodeFloat64('a column')).toThrow(RangeError);
  });
});

describe('ids and hashes', () => {
  it('are the same for the same name', () => {
    expect(uuidV5('a')).toBe(uuidV5('a'));
    expect(uuidV5('a')).not.toBe(uuidV5('b'));
  });

  it('hash as published (FIPS 180-4, "abc")', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('a', 'bc')).toBe(sha256Hex('abc'));
  });
});
