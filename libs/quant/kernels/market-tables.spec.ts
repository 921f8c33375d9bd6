import * as fc from 'fast-check';
import { MarketTables } from './market-tables';

const prices = fc
  .array(fc.integer({ min: 80, max: 120 }), { minLength: 1, maxLength: 700 })
  .map((values) => Float64Array.from(values));
const ranges = fc.record({ close: prices, a: fc.nat(699), b: fc.nat(699) }).map(({ close, a, b }) => {
  const [from = 0, last = 0] = [a % close.length, b % close.length].sort((x, y) => x - y);
  return { close, from, to: last + 1 };
});
const tablesOf = (close: Float64Array) => new MarketTables({ close, low: close, high: close });

describe('tables of a market', () => {
  it('the extremes of any range', () => {
    const out = new Float64Array(2);
    fc.assert(
      fc.property(ranges, ({ close, from, to }) => {
        tablesOf(close).closes.read(from, to, out);
        const range = close.subarray(from, to);
        expect([...out]).toEqual([Math.min(...range), Math.max(...range)]);
      }),
    );
  });

  it('the deepest fall inside any range, where it is deeper than what is known', () => {
    fc.assert(
      fc.property(ranges, fc.constantFrom(1, 0.9, 0.75), ({ close, from, to }, known) => {
        let peak = 0;
        let deepest = known;
        for (const price of close.subarray(from, to)) {
          peak = Math.max(peak, price);
          deepest = Math.min(deepest, price / peak);
        }
        expect(tablesOf(close).closes.deepestFall(from, to, known)).toBe(deepest);
      }),
    );
  });

  it('the sums of returns and of their squares over any range', () => {
    fc.assert(
      fc.property(ranges, ({ close, from, to }) => {
        const tables = tablesOf(close);
        let [sum, squares] = [0, 0];
        for (let bar = from + 1; bar < to; bar++) {
          const change = (close[bar] ?? NaN) / (close[bar - 1] ?? NaN) - 1;
          sum += change;
          squares += change * change;
        }
        expect(Math.abs(tables.returnSum(from, to - 1) - sum)).toBeLessThan(1e-13);
        expect(Math.abs(tables.squareSum(from, to - 1) - squares)).toBeLessThan(1e-13);
      }),
    );
  });

  it('sums over a million bars are as exact as over ten', () => {
    const close = Float64Array.from({ length: 1_000_000 }, (_, bar) => (bar % 2 === 0 ? 100 : 101));
    const pair = tablesOf(close.slice(0, 3)).returnSum(0, 2);
    expect(Math.abs(tablesOf(close).returnSum(0, 999_998) / (pair * 499_999) - 1)).toBeLessThan(1e-15);
  });

  it('the first bar that reaches a level', () => {
    const level = fc.option(fc.integer({ min: 78, max: 122 }), { nil: NaN });
    fc.assert(
      fc.property(ranges, level, level, ({ close, from, to }, floor, ceiling) => {
        const { ranges: bars } = new MarketTables({
          close,
          low: close.map((x) => x - 1),
          high: close.map((x) => x + 1),
        });
        let bar = from;
        while (bar < to && !((close[bar] ?? 0) - 1 <= floor) && !((close[bar] ?? 0) + 1 >= ceiling)) bar++;
        expect(bars.firstReaching(floor, ceiling, from, to)).toBe(bar);
      }),
    );
  });
});
