import * as fc from 'fast-check';
import { type BacktestSettings, DEFAULT_BACKTEST_SETTINGS } from '#quant/backtest';

/** The first value is the usual one: drawn three times as often as all others together, and what shrinking ends with. */
function mostly<const T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const stopDistance = mostly<number | null>(null, 3, 5, 1, 0.5, 20, 0, 100, -2);

/** Any settings. Every field is here: one that is added to the type does not compile without its values. */
export const anySettings: fc.Arbitrary<BacktestSettings> = fc.record({
  initialBalance: mostly(10_000, 1000, 130, 1e-6, 1e12),
  direction: mostly<BacktestSettings['direction']>('both', 'long', 'short'),
  fill: fc.constantFrom('next-open', 'close'),
  commissionPercent: mostly(0, 0.1, 2, 30),
  commissionPerUnit: mostly(0, 0, 0.05),
  commissionFixed: mostly(0, 0, 3, 9),
  slippagePercent: mostly(0, 0.05, 2),
  slippageTicks: mostly(0, 0, 1, 2),
  tickSize: mostly(0.01, 1, 0),
  slippageOnStops: mostly(true, false),
  spreadPercent: mostly(0, 0.2, 4),
  sizing: mostly<BacktestSettings['sizing']>(
    { kind: 'all-in' },
    { kind: 'fraction', fraction: 0.3 },
    { kind: 'fraction', fraction: 1 },
    { kind: 'fraction', fraction: 0.999 },
    { kind: 'units', units: 7 },
    { kind: 'units', units: 0.1 },
    { kind: 'risk', percent: 1 },
    { kind: 'risk', percent: 20 },
  ),
  leverage: mostly(1, 2, 1.5, 10),
  unitStep: mostly(0, 1, 0.1),
  insufficientFunds: mostly('reduce', 'cancel'),
  reversal: mostly(true, false),
  sameDirectionEntry: mostly('ignore', 'renew'),
  pyramiding: mostly(1, 2, 5),
  stopLossPercent: stopDistance,
  takeProfitPercent: stopDistance,
  trailingStopPercent: stopDistance,
  stopReference: mostly<BacktestSettings['stopReference']>('fill', 'signal-close', 'entry-close'),
  stopsFrom: mostly('entry-bar', 'next-bar'),
  intrabar: fc.constant('pessimistic'),
  entryAfterStop: mostly('same-bar', 'next-bar'),
  equityMark: mostly('after-fills', 'before-fills'),
  openPosition: mostly<BacktestSettings['openPosition']>('mark', 'close-at-open', 'close-at-close'),
  warmup: mostly('per-rule', 'all-indicators'),
  signalConflict: mostly<BacktestSettings['signalConflict']>('exit', 'entry', 'ignore'),
  periodsPerYear: mostly<BacktestSettings['periodsPerYear']>(null, '365-days', 252, 1),
});

/** One position, of one's own money. */
export const unborrowed: fc.Arbitrary<Partial<BacktestSettings>> = fc.constant({ leverage: 1, pyramiding: 1 });

/** All the money in one long position. */
export const allInLong: fc.Arbitrary<Partial<BacktestSettings>> = fc.record({
  direction: fc.constant('long'),
  sizing: mostly<BacktestSettings['sizing']>({ kind: 'all-in' }, { kind: 'fraction', fraction: 1 }),
  leverage: fc.constant(1),
  pyramiding: fc.constant(1),
  unitStep: fc.constant(0),
  initialBalance: mostly(10_000, 100, 1e9),
});

export const allInLongWithoutStops: fc.Arbitrary<Partial<BacktestSettings>> = allInLong.map((settings) => ({
  ...settings,
  stopLossPercent: null,
  takeProfitPercent: null,
  trailingStopPercent: null,
}));

/** What no market has; only the bar loop takes it. */
export const absurd: fc.Arbitrary<Partial<BacktestSettings>> = fc.constantFrom<Partial<BacktestSettings>[]>(
  { commissionPercent: -0.1 },
  { commissionFixed: -1 },
  { initialBalance: 0 },
  { initialBalance: -5 },
  { slippagePercent: 150 },
  { spreadPercent: 250 },
  { slippageTicks: 1000, tickSize: 1 },
);

/** What differs from the defaults, to be read in a counterexample. */
export function unusualSettings(settings: BacktestSettings): Partial<BacktestSettings> {
  const usual: Readonly<Record<string, unknown>> = { ...DEFAULT_BACKTEST_SETTINGS };
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => !Object.is(usual[name], value)));
}
