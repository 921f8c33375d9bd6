import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { qualityReport, readCandlesCsv, type Candles, type Interval } from '#quant/candles';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2024, 0, 1);

/** Gently waving bars at the given times; `change` edits single bars. */
function candlesAt(times: number[], interval: Interval, change: (columns: Candles) => void = () => {}): Candles {
  const wave = (bar: number) => 100 + Math.sin(bar / 3);
  const column = (value: (bar: number) => number) => Float64Array.from(times, (_, bar) => value(bar));
  const candles: Candles = {
    symbol: 'X',
    interval,
    time: Float64Array.from(times),
    open: column((bar) => wave(bar - 1)),
    high: column((bar) => Math.max(wave(bar), wave(bar - 1)) + 0.5),
    low: column((bar) => Math.min(wave(bar), wave(bar - 1)) - 0.5),
    close: column(wave),
    volume: column(() => 1000),
  };
  change(candles);
  return candles;
}

const times = (count: number, step: number, keep: (time: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, i) => MONDAY + i * step).filter(keep);
const weekday = (time: number) => new Date(time).getUTCDay() % 6 !== 0;
const hour = (time: number) => new Date(time).getUTCHours();

describe('gaps', () => {
  it('are none in a market that never rests', () => {
    expect(qualityReport(candlesAt(times(2000, HOUR), '1h'))).toMatchObject({
      verdict: 'ok',
      sentences: [],
      gaps: { count: 0 },
    });
  });

  it('are not weekends, nights or single holidays of an exchange', () => {
    const newYear = MONDAY + 28 * DAY;
    const trading = (time: number) => weekday(time) && hour(time) >= 14 && hour(time) < 21;
    const hours = times(120 * 24, HOUR, (time) => trading(time) && Math.floor(time / DAY) !== newYear / DAY);
    expect(qualityReport(candlesAt(hours, '1h')).gaps).toMatchObject({ count: 0, closedDays: 1 });
    const days = times(400, DAY, (time) => weekday(time) && time !== newYear);
    expect(qualityReport(candlesAt(days, '1d')).gaps).toMatchObject({ count: 0, closedDays: 1 });
  });

  it('do not come from summer time', () => {
    const summer = MONDAY + 100 * DAY;
    const hours = times(300 * 24, HOUR, (time) => {
      const local = hour(time) + (time >= summer ? 1 : 0);
      return weekday(time) && local >= 14 && local < 21;
    });
    expect(qualityReport(candlesAt(hours, '1h')).gaps.count).toBe(0);
  });

  it('are found, counted and located', () => {
    const missing = (time: number) => time >= MONDAY + 50 * DAY && time < MONDAY + 60 * DAY;
    const { gaps, verdict, sentences } = qualityReport(
      candlesAt(
        times(100, DAY, (time) => !missing(time)),
        '1d',
      ),
    );
    expect(gaps).toMatchObject({ count: 1, missingBars: 10, closedDays: 0 });
    expect(gaps.largest).toEqual({ afterBar: 49, from: '2024-02-19', to: '2024-03-01', missingBars: 10 });
    expect(verdict).toBe('bad');
    expect(sentences).toEqual(['1 gap(s) with 10 missing bar(s) in the usual trading week; the longest lacks 10.']);
  });

  it('are found within one week of data, weekends apart', () => {
    const hours = times(11 * 24, HOUR, (time) => weekday(time) && time !== MONDAY + 30 * HOUR);
    expect(qualityReport(candlesAt(hours, '1h')).gaps).toMatchObject({ count: 1, missingBars: 1 });
  });

  it('are counted in whole bars for weeks and months', () => {
    const weeks = times(20, 7 * DAY, (time) => time !== MONDAY + 70 * DAY);
    expect(qualityReport(candlesAt(weeks, '1w')).gaps).toMatchObject({ count: 1, missingBars: 1 });
    const months = Array.from({ length: 30 }, (_, i) => Date.UTC(2024, i + 1, 0)).filter((_, i) => i !== 7);
    expect(qualityReport(candlesAt(months, '1M')).gaps).toMatchObject({ count: 1, missingBars: 1 });
  });

  it('of centuries are counted without walking through them', () => {
    const fiveWeeks = times(5 * 7 * 24 * 60, 60_000);
    const { gaps } = qualityReport(candlesAt([...fiveWeeks, MONDAY + 7 * 5000 * DAY], '1m'));
    expect(gaps).toMatchObject({ count: 1, missingBars: (5000 - 5) * 7 * 24 * 60 });
  });
});

describe('odd bars', () => {
  const report = (change: (candles: Candles) => void) => qualityReport(candlesAt(times(200, DAY), '1d', change));

  it('without volume', () => {
    expect(report(({ volume }) => volume.fill(0))).toMatchObject({
      zeroVolume: 200,
      verdict: 'warn',
      sentences: ['There is no volume: strategies that use it cannot work.'],
    });
  });

  it('that are flat', () => {
    const flat = report(({ open, high, low, close }) => {
      for (const column of [open, high, low, close]) column.fill(100, 50, 100);
    });
    expect(flat).toMatchObject({ flatBars: 50, verdict: 'warn' });
  });

  it('whose open or close lies outside high and low', () => {
    expect(report(({ high }) => high.set([99], 10))).toMatchObject({ badWicks: 1, verdict: 'warn' });
  });

  it('with a wick like a bad print', () => {
    expect(report(({ high }) => high.set([180], 10))).toMatchObject({ extremeWicks: 1, verdict: 'warn' });
  });

  it('that repeat a time or go back', () => {
    expect(report(({ time }) => time.set([MONDAY + 9 * DAY], 10))).toMatchObject({ duplicates: 1, verdict: 'bad' });
    expect(report(({ time }) => time.set([MONDAY], 10))).toMatchObject({ outOfOrder: 1, verdict: 'bad' });
  });

  it.each<[number, string]>([
    [0.5, '2:1'],
    [1 / 3, '3:1'],
    [2 / 3, '3:2'],
    [0.1, '10:1'],
    [10, '1:10'],
  ])('after a split that leaves %d of the price', (factor, ratio) => {
    const split = report(({ open, high, low, close }) => {
      for (const column of [open, high, low, close])
        column.set(
          column.subarray(120).map((price) => price * factor),
          120,
        );
    });
    expect(split.suspectedSplits).toEqual([{ bar: 120, date: '2024-04-30', ratio }]);
    expect(split.verdict).toBe('bad');
    expect(split.largeMoves.count).toBe(1);
  });

  it('but a crash that recovers at once is no split', () => {
    const crash = report(({ open, low }) => {
      open.set([50], 120);
      low.set([49], 120);
    });
    expect(crash.suspectedSplits).toEqual([]);
  });

  it('and no bars at all', () => {
    expect(qualityReport(candlesAt([], '1d'))).toMatchObject({ verdict: 'bad', sentences: ['There are no bars.'] });
  });
});

describe('real data', () => {
  it('the S&P 500 has no gaps, splits or bad wicks', () => {
    const text = readFileSync(join(process.cwd(), 'node_modules/vega-datasets/data/sp500-2000.csv'), 'utf8');
    const result = readCandlesCsv(text, { symbol: 'sp500' });
    expect(result.ok && qualityReport(result.candles)).toMatchObject({
      duplicates: 0,
      badWicks: 0,
      suspectedSplits: [],
      gaps: { count: expect.any(Number), largest: { missingBars: 4, from: '2001-09-10', to: '2001-09-17' } },
      verdict: 'ok',
    });
  });
});

const reference = join(process.cwd(), '../shared/reference/data');
(existsSync(reference) ? describe : describe.skip)('the reference data', () => {
  it.each(['goog_1d', 'eurusd_1h', 'btcusd_1mo', 'ethbtc_5m'])('%s is not bad', (name) => {
    const result = readCandlesCsv(readFileSync(join(reference, `${name}.csv`)), { symbol: name });
    expect(result.ok && qualityReport(result.candles).verdict).not.toBe('bad');
    expect(result.ok && qualityReport(result.candles).suspectedSplits).toEqual([]);
  });
});
