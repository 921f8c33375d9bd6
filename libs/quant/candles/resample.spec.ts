import * as fc from 'fast-check';
import { randomWalk } from '#testing';
import { sliceCandles } from './candle-range';
import { INTERVALS, type Candles, type Interval } from './candles';
import { resampleCandles, spreadHigher } from './resample';

/** Bars of these labels with closes 1, 2, 3 …, each with volume 10. */
function barsAt(interval: Interval, ...labels: string[]): Candles {
  const close = Float64Array.from(labels, (_, i) => i + 1);
  return {
    symbol: 'TEST',
    interval,
    time: Float64Array.from(labels, (label) => Date.parse(`${label}Z`)),
    open: close.map((price) => price - 1),
    high: close.map((price) => price + 2),
    low: close.map((price) => price - 3),
    close,
    volume: close.map(() => 10),
  };
}

const WEEK = ['2024-02-29T00:00', '2024-03-01T00:00', '2024-03-04T00:00', '2024-03-05T00:00', '2024-03-11T00:00'];

describe('higher bars', () => {
  it('have the first open, the extremes, the last close and the sum of the volumes', () => {
    const { candles } = resampleCandles(barsAt('1d', ...WEEK), '1w');
    const { time, open, high, low, close, volume, interval } = candles;
    expect(interval).toBe('1w');
    expect([...time].map((label) => new Date(label).getUTCDate())).toEqual([29, 4, 11]);
    expect([open, high, low, close, volume].map((column) => [...column])).toEqual([
      [0, 2, 4],
      [4, 6, 7],
      [-2, 0, 2],
      [2, 4, 5],
      [20, 20, 10],
    ]);
  });

  it('are visible from the first bar of the next period on', () => {
    const visible = (interval: Interval) => [...resampleCandles(barsAt('1d', ...WEEK), interval).visible];
    expect(visible('1w')).toEqual([-1, -1, 0, 0, 1]);
    expect(visible('1M')).toEqual([-1, 0, 0, 0, 0]);
    expect(visible('1d')).toEqual([-1, 0, 1, 2, 3]);
    expect(visible('4h')).toEqual([-1, 0, 1, 2, 3]);
  });

  it('of hours are counted from midnight', () => {
    const hours = barsAt('1h', '2024-03-01T02:00', '2024-03-01T03:00', '2024-03-01T04:00', '2024-03-01T09:00');
    expect([...resampleCandles(hours, '4h').visible]).toEqual([-1, -1, 0, 1]);
    expect([...spreadHigher(Float64Array.of(7, 8, 9), Int32Array.of(-1, 0, 2))]).toEqual([NaN, 7, 9]);
  });

  it('never show what is still forming: what is visible on a prefix is the prefix of what is visible', () => {
    fc.assert(
      fc.property(randomWalk({ minBars: 2 }), fc.constantFrom(...INTERVALS), fc.nat(), (candles, interval, cut) => {
        const bars = cut % candles.time.length;
        const closes = (all: Candles) => {
          const higher = resampleCandles(all, interval);
          return spreadHigher(higher.candles.close, higher.visible);
        };
        expect(closes(sliceCandles(candles, 0, bars))).toEqual(closes(candles).slice(0, bars));
      }),
    );
  });
});
