import * as fc from 'fast-check';
import {
  meanAbsoluteDeviation,
  percentRanks,
  populationCovariance,
  populationDeviation,
  populationVariance,
  regressionSlope,
} from './statistics';

const series = fc.array(fc.double({ min: 2 ** -10, max: 2 ** 20, noNaN: true }), { minLength: 1, maxLength: 60 });
const pairs = fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 })), {
  minLength: 1,
  maxLength: 60,
});
const length = fc.integer({ min: 1, max: 12 });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** `of` for each whole window of the last n values, computed afresh; NaN before. */
function afresh(values: number[], n: number, of: (window: number[], i: number) => number): number[] {
  return values.map((_, i) => (i < n - 1 ? NaN : of(values.slice(i - n + 1, i + 1), i)));
}

/** Equal up to `tolerance`, NaN where NaN is expected. */
function expectClose(actual: Float64Array, expected: number[], tolerance: (i: number) => number): void {
  expect(actual.length).toBe(expected.length);
  const wrong = expected.filter((value, i) => {
    const found = actual[i] ?? NaN;
    return Number.isNaN(value) ? !Number.isNaN(found) : !(Math.abs(found - value) <= tolerance(i));
  });
  expect(wrong).toEqual([]);
}

/** The square of the span of each window bounds all that is summed. */
const spanSquared = (values: number[], n: number): number[] =>
  afresh(values, n, (window) => (Math.max(...window) - Math.min(...window)) ** 2);

describe('statistics of a window', () => {
  it('the variance is the mean square of the deviations, wherever the window lies', () => {
    fc.assert(
      fc.property(series, length, (values, n) => {
        const expected = afresh(values, n, (window) => mean(window.map((value) => (value - mean(window)) ** 2)));
        const spans = spanSquared(values, n);
        expectClose(populationVariance(Float64Array.from(values), n), expected, (i) => 1e-13 * (spans[i] ?? NaN));
      }),
    );
  });

  it('the deviation keeps its digits on top of a large price', () => {
    const wave = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 64) / 64);
    const raised = populationDeviation(
      Float64Array.from(wave, (value) => 2 ** 40 + value),
      20,
    );
    expectClose(raised, [...populationDeviation(Float64Array.from(wave), 20)], () => 1e-14);
  });

  it('the deviation of a constant window is exactly zero, after anything', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 1e-6, max: 1e9, noNaN: true }), length, (values, price, n) => {
        const x = Float64Array.from([...values, ...new Array<number>(2 * n).fill(price)]);
        expect([...populationDeviation(x, n).subarray(values.length + n - 1)]).toEqual(new Array(n + 1).fill(0));
      }),
    );
  });

  it('the covariance is the mean product of the deviations; that of a series with itself is its variance', () => {
    fc.assert(
      fc.property(pairs, length, (values, n) => {
        const x = values.map(([a]) => a);
        const y = values.map(([, b]) => b);
        const expected = afresh(x, n, (window, i) => {
          const other = y.slice(i - n + 1, i + 1);
          return mean(window.map((a, k) => (a - mean(window)) * ((other[k] ?? NaN) - mean(other))));
        });
        expectClose(populationCovariance(Float64Array.from(x), Float64Array.from(y), n), expected, () => 1e-7);
        const column = Float64Array.from(x);
        expectClose(populationCovariance(column, column, n), [...populationVariance(column, n)], () => 1e-9);
      }),
    );
  });

  it('the slope is that of the least-squares line', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 12 }), (values, n) => {
        const places = Array.from({ length: n }, (_, k) => k - (n - 1) / 2);
        const squares = sum(places.map((place) => place ** 2));
        const slope = (window: number[]) => sum(window.map((value, k) => (places[k] ?? NaN) * value)) / squares;
        const spans = spanSquared(values, n);
        const expected = afresh(values, n, (window) => slope(window.map((value) => value - (window[0] ?? NaN))));
        expectClose(regressionSlope(Float64Array.from(values), n), expected, (i) => 1e-13 * Math.sqrt(spans[i] ?? NaN));
      }),
    );
  });

  it('the mean absolute deviation and the rank are counted over the window', () => {
    fc.assert(
      fc.property(series, length, (values, n) => {
        const x = Float64Array.from(values);
        const deviations = afresh(values, n, (window) => mean(window.map((value) => Math.abs(value - mean(window)))));
        expectClose(meanAbsoluteDeviation(x, n), deviations, () => 1e-8);
        const below = (window: number[]) => window.filter((value) => value < (window[n] ?? NaN)).length;
        expect([...percentRanks(x, n)]).toEqual(afresh(values, n + 1, (window) => (100 * below(window)) / n));
      }),
    );
  });

  it('a value that is not defined leaves its windows undefined and no others', () => {
    const x = Float64Array.of(NaN, 1, 2, NaN, 4, 6, Infinity, 7, 9);
    expect([...populationVariance(x, 2)]).toEqual([NaN, NaN, 0.25, NaN, NaN, 1, NaN, NaN, 1]);
    expect([...populationCovariance(x, x, 2)]).toEqual([NaN, NaN, 0.25, NaN, NaN, 1, NaN, NaN, 1]);
    expect([...regressionSlope(x, 2)]).toEqual([NaN, NaN, 1, NaN, NaN, 2, NaN, NaN, 2]);
  });
});
