import type { BacktestSettings } from './backtest.types';

/** A careful private trader: fills at the next open, pays 0.1 % and slips 0.05 % a side, puts everything in. */
export const DEFAULT_BACKTEST_SETTINGS: Readonly<BacktestSettings> = {
  initialBalance: 10_000,
  direction: 'both',
  fill: 'next-open',
  commissionPercent: 0.1,
  commissionPerUnit: 0,
  commissionFixed: 0,
  slippagePercent: 0.05,
  slippageTicks: 0,
  tickSize: 0.01,
  slippageOnStops: true,
  spreadPercent: 0,
  sizing: { kind: 'all-in' },
  leverage: 1,
  unitStep: 0,
  insufficientFunds: 'reduce',
  reversal: true,
  sameDirectionEntry: 'ignore',
  pyramiding: 1,
  stopLossPercent: null,
  takeProfitPercent: null,
  trailingStopPercent: null,
  stopReference: 'fill',
  stopsFrom: 'entry-bar',
  intrabar: 'pessimistic',
  entryAfterStop: 'same-bar',
  equityMark: 'after-fills',
  openPosition: 'mark',
  warmup: 'per-rule',
  signalConflict: 'exit',
  periodsPerYear: null,
};

/**
 * What backtesting.py 0.6 does out of the box: no costs, whole units, an order that is too large is cancelled, trading
 * starts one bar after every indicator line has a value. Its `exclusive_orders=True` is `sameDirectionEntry: renew`.
 */
export const BACKTESTING_PY_SETTINGS = {
  fill: 'next-open',
  commissionPercent: 0,
  slippagePercent: 0,
  slippageOnStops: false,
  unitStep: 1,
  insufficientFunds: 'cancel',
  stopReference: 'signal-close',
  stopsFrom: 'entry-bar',
  entryAfterStop: 'same-bar',
  equityMark: 'before-fills',
  warmup: 'all-indicators',
} as const satisfies Partial<BacktestSettings>;

/**
 * What vectorbt 1.1 `Portfolio.from_signals` does out of the box: fills at the signal bar's close, no costs, any fraction
 * of a unit, stops measured from the entry bar's close, years of 365 days whatever the market's calendar.
 */
export const VECTORBT_SETTINGS = {
  initialBalance: 100,
  fill: 'close',
  commissionPercent: 0,
  slippagePercent: 0,
  slippageOnStops: false,
  unitStep: 0,
  insufficientFunds: 'reduce',
  stopReference: 'entry-close',
  stopsFrom: 'next-bar',
  entryAfterStop: 'next-bar',
  equityMark: 'after-fills',
  warmup: 'per-rule',
  signalConflict: 'ignore',
  periodsPerYear: '365-days',
} as const satisfies Partial<BacktestSettings>;

/** Settings of a known tool, by the word a config uses for it (`profile: vectorbt`). */
export const BACKTEST_PROFILES = {
  'backtesting.py': BACKTESTING_PY_SETTINGS,
  vectorbt: VECTORBT_SETTINGS,
} as const satisfies Record<string, Partial<BacktestSettings>>;
