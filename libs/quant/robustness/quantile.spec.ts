import fc from 'fast-check';
import { lowQuantile, quantileOfSorted } from './quantile';

describe('a quantile', () => {
  it('is interpolated between ranks as numpy does', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.2)).toBeCloseTo(1.6, 12);
    expect(quantileOfSorted([5], 0.9)).toBe(5);
  });

  it('of numbers in any order is that of the sorted ones', () => {
    const numbers = fc.float64Array({ minLength: 1, maxLength: 40, noNaN: true });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (values, q, cut) => {
        const length = 1 + (cut % values.length);
        const expected = quantileOfSorted(values.slice(0, length).sort(), q);
        // Which of two equal zeros comes first decides nothing but the sign of a zero.
        expect(lowQuantile(values, q, length) + 0).toBe(expected + 0);
      }),
    );
  });
});
