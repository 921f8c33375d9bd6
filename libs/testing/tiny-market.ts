import type { Candles } from '#quant/candles';
import { type BacktestSettings, DEFAULT_BACKTEST_SETTINGS, type TradeSignals } from '#quant/backtest';

const DAY_MS = 86_400_000;

/** Daily candles from [open, high, low, close] rows, starting on Monday 2024-01-01. */
export function market(...rows: [open: number, high: number, low: number, close: number][]): Candles {
  const column = (index: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[index]);
  return {
    symbol: 'TEST',
    interval: '1d',
    time: Float64Array.from(rows, (_, bar) => Date.UTC(2024, 0, 1) + bar * DAY_MS),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length).fill(1000),
  };
}

/** Candles that do not move within the bar: open = high = low = close. */
export function flatMarket(...prices: number[]): Candles {
  return market(...prices.map((price): [number, number, number, number] => [price, price, price, price]));
}

/** Signals on the bars named; everything else is silent. */
export function signalsOn(
  bars: number,
  on: { enterLong?: number[]; exitLong?: number[]; enterShort?: number[]; exitShort?: number[] },
  rest: Partial<TradeSignals> = {},
): TradeSignals {
  const column = (at: number[] | undefined) =>
    at && Uint8Array.from({ length: bars }, (_, bar) => Number(at.includes(bar)));
  return {
    enterLong: column(on.enterLong) ?? null,
    exitLong: column(on.exitLong) ?? null,
    enterShort: column(on.enterShort) ?? null,
    exitShort: column(on.exitShort) ?? null,
    firstBar: 0,
    ...rest,
  };
}

/** A market without friction, 1,000 of money, any fraction of a unit; `overrides` say what the test is about. */
export function frictionless(overrides: Partial<BacktestSettings> = {}): BacktestSettings {
  return {
    ...DEFAULT_BACKTEST_SETTINGS,
    initialBalance: 1000,
    commissionPercent: 0,
    slippagePercent: 0,
    ...overrides,
  };
}
