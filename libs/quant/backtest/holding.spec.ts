import * as fc from 'fast-check';
import { Holding } from './holding';
import type { Position } from './position';

const lotOf = (size: number, entryPrice: number, entryBar = 0): Position => ({
  side: 1, size, entryBar, heldFrom: entryBar, signalBar: entryBar, entryPrice, entryFee: size / 100,
  stop: NaN, stopReason: 'stop-loss', target: NaN, risk: NaN, peak: NaN, trailPercent: NaN, testedFrom: entryBar,
}); // prettier-ignore

function holdingOf(...lots: [size: number, price: number][]): Holding {
  const [first, ...others] = lots.map(([size, price], bar) => lotOf(size, price, bar));
  if (!first) throw new Error('Nothing is held.');
  const holding = new Holding(first);
  for (const lot of others) holding.add(lot);
  return holding;
}

const sizes = (lots: readonly Position[]) => lots.map(({ size }) => size);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('what is held', () => {
  it('is worth what its lots are, at their average price', () => {
    const holding = holdingOf([1, 100], [3, 120]);
    expect(holding).toMatchObject({ units: 4, averagePrice: 115, lastPrice: 120 });
    expect(holding.profitAt(125)).toBe(25 + 15);
    expect(holdingOf([3, 0.1])).toMatchObject({ averagePrice: 0.1, lastPrice: 0.1 });
  });

  it('is a list that does not change while lots are removed', () => {
    const holding = holdingOf([1, 100], [2, 100], [3, 100]);
    const { lots } = holding;
    for (const lot of lots) holding.remove(lot);
    expect(sizes(lots)).toEqual([3, 2, 1]);
    expect(holding.lots).toEqual([]);
  });

  it('gives its oldest units first, and divides an entry fee with its units', () => {
    const holding = holdingOf([4, 100], [8, 120]);
    expect(holding.takeOldest(6).map(({ size, entryFee, entryBar }) => [size, entryFee, entryBar])).toEqual([
      [4, 0.04, 0],
      [2, 0.02, 1],
    ]);
    expect(holding.lots).toMatchObject([{ size: 6, entryFee: 0.06, entryBar: 1 }]);
  });

  it('leaves no crumbs', () => {
    const holding = holdingOf([0.1, 100], [0.2, 100]);
    expect(sizes(holding.takeOldest(0.3 / 3))).toEqual([0.1]);
    expect(sizes(holding.takeOldest(0.1 + 0.1 + 1e-13))).toEqual([0.2]);
    expect(holding.lots).toEqual([]);
  });

  it('has what it had without what was taken', () => {
    const lot = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 50, max: 150 }));
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 250 }), (lots, units) => {
        const holding = holdingOf(...lots);
        const before = { units: holding.units, worth: holding.profitAt(200), fees: holding.units / 100 };
        const taken = holding.takeOldest(units);
        const all = [...taken, ...holding.lots];
        expect(sum(sizes(taken))).toBe(Math.min(units, before.units));
        expect(sum(sizes(all))).toBe(before.units);
        expect(sum(all.map(({ size, entryPrice }) => size * (200 - entryPrice)))).toBe(before.worth);
        expect(sum(all.map(({ entryFee }) => entryFee))).toBeCloseTo(before.fees, 12);
      }),
    );
  });
});
