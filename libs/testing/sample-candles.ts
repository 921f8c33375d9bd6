import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type Candles, readCandlesCsv } from '#quant/candles';

const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY_MS = 86_400_000;

/** Candles from a function of the bar number. */
export function candlesOf(
  bars: number,
  barAt: (i: number) => { open: number; high: number; low: number; close: number; volume: number },
): Candles {
  const rows = Array.from({ length: bars }, (_, i) => barAt(i));
  return {
    symbol: 'SAMPLE',
    interval: '1d',
    time: Float64Array.from(rows, (_, i) => FIRST_DAY + i * DAY_MS),
    open: Float64Array.from(rows, ({ open }) => open),
    high: Float64Array.from(rows, ({ high }) => high),
    low: Float64Array.from(rows, ({ low }) => low),
    close: Float64Array.from(rows, ({ close }) => close),
    volume: Float64Array.from(rows, ({ volume }) => volume),
  };
}

/** Smooth, never constant, never tied: every definition has a value as soon as it has its bars. */
export function wavyCandles(bars: number): Candles {
  const price = (i: number): number => 100 + 10 * Math.sin(i / 7) + 3 * Math.sin(i * 1.7) + Math.sin(i * 0.9);
  return candlesOf(bars, (i) => {
    const [open, close] = [price(i - 0.4), price(i)];
    const wick = 1 + 0.5 * Math.sin(i * 2.3);
    const volume = 1000 + 400 * Math.sin(i * 1.1) + 100 * Math.sin(i * 3.1);
    return { open, high: Math.max(open, close) + wick, low: Math.min(open, close) - wick / 2, close, volume };
  });
}

export function constantCandles(bars: number, price: number): Candles {
  return candlesOf(bars, () => ({ open: price, high: price, low: price, close: price, volume: 1000 }));
}

/** Random walks in whole ticks, so that ties, gaps, flat bars and bars without volume are common. */
export function randomWalk({ minBars = 1, maxBars = 120 } = {}): fc.Arbitrary<Candles> {
  const bar = fc.tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -6, max: 6 }),
    fc.nat(3),
    fc.nat(3),
    fc.nat(20),
  );
  return fc.array(bar, { minLength: minBars, maxLength: maxBars, size: 'max' }).map((rows) => {
    let last = 10_000;
    return candlesOf(rows.length, (i) => {
      const [gap, move, above, below, volume] = rows[i] ?? [0, 0, 0, 0, 0];
      const open = last + gap;
      last = open + move;
      const [high, low] = [Math.max(open, last) + above, Math.min(open, last) - below];
      return { open: open / 100, high: high / 100, low: low / 100, close: last / 100, volume: volume * 100 };
    });
  });
}

/** S&P 500 daily, 2000-2020, from the vega-datasets package: the real prices every checkout has. */
export function sp500Candles(): Candles {
  return candlesFrom(join(__dirname, '../../node_modules/vega-datasets/data/sp500-2000.csv'), 'SP500');
}

const REFERENCE = join(__dirname, '../../../shared/reference');

/** Whether the reference data, which may not be published, lies beside this checkout. */
export const hasReferenceData = existsSync(REFERENCE);

/** One of the reference price files: `goog_1d`, `eurusd_1h`, `sp500_1d`, `ethbtc_5m`, `btcusd_1mo`. */
export function referenceCandles(name: string): Candles {
  return candlesFrom(join(REFERENCE, `data/${name}.csv`), name);
}

/** Text of a file below the reference folder. */
export function referenceText(path: string): string {
  return readFileSync(join(REFERENCE, path), 'utf8');
}

function candlesFrom(path: string, symbol: string): Candles {
  const result = readCandlesCsv(readFileSync(path, 'utf8'), { symbol });
  if (!result.ok) throw new Error(`${symbol}: ${JSON.stringify(result.problems)}`);
  return result.candles;
}
