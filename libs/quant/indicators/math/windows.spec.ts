import * as fc from 'fast-check';
import { ExactSum } from './exact-sum';
import {
  barsSinceHighest,
  barsSinceLowest,
  weightedMean,
  windowHighest,
  windowLowest,
  windowMean,
  windowSum,
} from './windows';

/** Every double ≥ 2^-28 that is used here is a whole number of these. */
const UNIT = 2 ** -80;
const exact = (x: number): bigint => BigInt(x / UNIT);

const prices = fc.array(fc.double({ min: 2 ** -10, max: 2 ** 40, noNaN: true }), { minLength: 1, maxLength: 60 });
const ticks = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 });
const length = fc.integer({ min: 1, max: 12 });

/** True if `actual` is the double nearest to numerator/denominator, up to a hair's breadth at ties. */
function isRoundedQuotient(actual: number, numerator: bigint, denominator: bigint): boolean {
  const error = exact(actual) * denominator - numerator;
  const halfUlp = exact(2 ** (Math.floor(Math.log2(actual)) - 53)) * denominator;
  return (error < 0n ? -error : error) <= halfUlp + (halfUlp >> 40n);
}

describe('window means', () => {
  it('are the exact mean, rounded once, wherever the window lies', () => {
    fc.assert(
      fc.property(prices, length, (values, n) => {
        windowMean(Float64Array.from(values), n).forEach((mean, i) => {
          if (i < n - 1) return expect(mean).toBeNaN();
          const sum = values.slice(i - n + 1, i + 1).reduce((total, value) => total + exact(value), 0n);
          expect(isRoundedQuotient(mean, sum, BigInt(n))).toBe(true);
        });
      }),
    );
  });

  it('with weights 1 … n are exact too', () => {
    fc.assert(
      fc.property(prices, length, (values, n) => {
        weightedMean(Float64Array.from(values), n).forEach((mean, i) => {
          if (i < n - 1) return expect(mean).toBeNaN();
          const window = values.slice(i - n + 1, i + 1);
          const sum = window.reduce((total, value, k) => total + exact(value) * BigInt(k + 1), 0n);
          expect(isRoundedQuotient(mean, sum, BigInt((n * (n + 1)) / 2))).toBe(true);
        });
      }),
    );
  });

  it('of a constant price are that price', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 400 }), (price, n) => {
        const constant = new Float64Array(n + 3).fill(price);
        expect([...windowMean(constant, n).subarray(n - 1)]).toEqual([price, price, price, price]);
        expect([...weightedMean(constant, n).subarray(n - 1)]).toEqual([price, price, price, price]);
      }),
    );
  });

  it('do not drift: after 200,000 bars with a shock they are those of a fresh start', () => {
    const bars = 200_000;
    const long = Float64Array.from({ length: bars }, (_, i) => 0.1 * ((i * 7919) % 1013) + (i === 1000 ? 1e12 : 0));
    for (const mean of [windowMean, weightedMean]) {
      expect(mean(long, 37).slice(-500)).toEqual(mean(long.slice(-600), 37).slice(-500));
    }
  });

  it('and sums have no value where the window holds an undefined one, and recover after it', () => {
    const x = Float64Array.of(NaN, 1, 2, NaN, 4, 5, Infinity, 7, 8);
    expect([...windowMean(x, 2)]).toEqual([NaN, NaN, 1.5, NaN, NaN, 4.5, NaN, NaN, 7.5]);
    expect([...windowSum(x, 2)]).toEqual([NaN, NaN, 3, NaN, NaN, 9, NaN, NaN, 15]);
    expect([...windowHighest(x, 2)]).toEqual([NaN, NaN, 2, NaN, NaN, 5, NaN, NaN, 8]);
  });
});

describe('an exact sum', () => {
  it('keeps what a double loses next to a large value', () => {
    const sum = new ExactSum();
    for (const x of [1e16, 0.3, -1e16]) sum.add(x);
    expect(sum.value).toBeCloseTo(0.3, 15);
    expect(1e16 + 0.3 - 1e16).toBe(0);
  });
});

describe('window extremes', () => {
  const naive = (values: number[], n: number, pick: (window: number[]) => number): number[] =>
    values.map((_, i) => (i < n - 1 ? NaN : pick(values.slice(i - n + 1, i + 1))));

  it('are the largest and the smallest of the window, the current value included', () => {
    fc.assert(
      fc.property(ticks, length, (values, n) => {
        const x = Float64Array.from(values);
        expect([...windowHighest(x, n)]).toEqual(naive(values, n, (window) => Math.max(...window)));
        expect([...windowLowest(x, n)]).toEqual(naive(values, n, (window) => Math.min(...window)));
      }),
    );
  });

  it('are as old as their latest occurrence', () => {
    const age = (window: number[], best: number): number => window.length - 1 - window.lastIndexOf(best);
    fc.assert(
      fc.property(ticks, length, (values, n) => {
        const x = Float64Array.from(values);
        expect([...barsSinceHighest(x, n)]).toEqual(naive(values, n, (window) => age(window, Math.max(...window))));
        expect([...barsSinceLowest(x, n)]).toEqual(naive(values, n, (window) => age(window, Math.min(...window))));
      }),
    );
  });
});
