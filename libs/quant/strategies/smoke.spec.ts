import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candles } from '#quant/candles';
import {
  type BarFormula,
  bindFormula,
  createBarFormula,
  createEvaluator,
  type Evaluator,
  parseFormula,
  parseOrder,
  type PositionState,
  RULE_STATE,
  UNKNOWN_STATE,
} from '#quant/formula';
import { INDICATORS } from '#quant/indicators';
import { hasReferenceData, referenceCandles, sp500Candles } from '#testing';
import { STRATEGIES } from './registry.generated';
import { ORDER_SIDES, type StrategyDefinition } from './strategy.types';

/**
 * Signals of every strategy at its defaults, counted without costs, stops, sizes or ends of sessions, each side on its own:
 * flat, an entry signal opens; in position, an exit signal closes, each if its order, where it has one, fills on the bar
 * after it; an exit and the next entry are never on one bar; the
 * signals of the last bar do not count, for there is no next open to fill at. Holding is the mean number of bars from
 * the signal of entry to that of exit, an open position counted up to the last bar.
 *
 * What the text of the catalogue leaves open, its numbers decide: `barOfSession()` counts from 0; `sessionOpen()` is a
 * condition, not the price its table suggests; a higher bar is complete once a bar of the next one is there, not at its
 * own last close (T06, B15); a `nextOpen` is that of the bar after the signal; and while flat the extremes "since entry"
 * count from the first bar (V02, which could never enter otherwise).
 *
 * `GOOG-1d` and `EURUSD-1h` are the numbers of the catalogue, from an evaluator written independently of this one;
 * `SP500-1d` was computed here once the others agreed, for checkouts without the reference data.
 */
type Side = [entries: number, exits: number, holding: number];
type Dataset = 'GOOG-1d' | 'EURUSD-1h' | 'SP500-1d';
type Counts = Record<string, Record<Dataset, { L: Side; S?: Side }>>;

const COUNTS = JSON.parse(readFileSync(join(__dirname, 'smoke-counts.json'), 'utf8')) as Counts;

/** The table has holdings with two decimals. */
const ROUNDING = 0.005 + 1e-9;

/**
 * Where the catalogue's numbers are not met, and why.
 *
 * R20: at bar 1912 of GOOG k and d of the stochastic RSI are equal but for their last bit (99.306260009405…). Rounded once,
 * d is above k and the short entry is there; means from plain sums are equal and put it one bar later, which gives 16.02.
 *
 * C01: the catalogue's evaluator knew no days but those of the data. GOOG begins on August 19, which counted as the first
 * trading day of its month; EURUSD ends on February 7, which counted as the last of its month, and so did the day before,
 * which adds 31 entries.
 *
 * B01: the price at which it adds to a position reads atr(20), which needs a bar more than donchian(20). The first of 43
 * entries is one bar later, and has its stop.
 */
const EXPLAINED: Record<string, Side> = {
  'R20 GOOG-1d S': [55, 55, 16.04],
  'B01 GOOG-1d L': [43, 42, 23.19],
  'C01 GOOG-1d L': [103, 102, 3.98],
  'C01 EURUSD-1h L': [10, 10, 79],
};

/** A rule at the close of a bar, and whether its order fills during the next: at the market it does. */
interface Rule {
  speaks: BarFormula;
  fills: (bar: number, state: PositionState) => boolean;
}

function count(enter: Rule, exit: Rule, candles: Candles): Side {
  let [entries, exits, held] = [0, 0, 0];
  let entryBar = -1;
  const last = candles.close.length - 1;
  for (let bar = 0; bar < last; bar++) {
    const rule = entryBar < 0 ? enter : exit;
    const state = stateAt(bar, entryBar, candles);
    if (rule.speaks(bar, state) !== 1 || !rule.fills(bar, state)) continue;
    if (entryBar < 0) {
      entryBar = bar;
      entries++;
    } else {
      held += bar - entryBar;
      entryBar = -1;
      exits++;
    }
  }
  if (entryBar >= 0) held += last - entryBar;
  return [entries, exits, entries === 0 ? 0 : held / entries];
}

/** A position lives from the bar after its signal; while flat the extremes count from the first bar. */
function stateAt(bar: number, entryBar: number, { open, high, low, close }: Candles): PositionState {
  const from = entryBar + 1;
  const extreme = (column: Float64Array, pick: (a: number, b: number) => number) =>
    column.subarray(from, bar + 1).reduce((a, b) => pick(a, b));
  return {
    ...UNKNOWN_STATE,
    ...(entryBar >= 0 && { barsSinceEntry: bar - entryBar }),
    nextOpen: open[bar + 1] ?? NaN,
    // Read by few rules: computed when one asks.
    get highestSinceEntry() {
      return extreme(high, Math.max);
    },
    get lowestSinceEntry() {
      return extreme(low, Math.min);
    },
    get highestCloseSinceEntry() {
      return extreme(close, Math.max);
    },
    get lowestCloseSinceEntry() {
      return extreme(close, Math.min);
    },
  };
}

function ruleOf(strategy: StrategyDefinition, name: RuleName, { evaluator, candles }: Market): Rule | undefined {
  const [rule, order] = [strategy[name], strategy[`${name}Order`]];
  if (rule === undefined) return undefined;
  const entries = Object.entries(strategy.parameters);
  const parameters = Object.fromEntries(
    entries.map(([key, parameter]) => [key, parameter.kind === 'boolean' ? ('boolean' as const) : ('number' as const)]),
  );
  const values = Object.fromEntries(entries.map(([key, parameter]) => [key, parameter.default]));
  const scope = { parameters, indicators: INDICATORS, state: RULE_STATE };
  const parsed = parseFormula(rule, scope, 'condition');
  if (!parsed.ok) throw new Error(`${strategy.name}: ${rule}`);
  const speaks = createBarFormula(bindFormula(parsed.formula, values), evaluator);
  if (order === undefined) return { speaks, fills: () => true };
  const read = parseOrder(order, scope, ORDER_SIDES[name]);
  if (!read.ok) throw new Error(`${strategy.name}: ${order}`);
  const { side, kind, price } = read.order;
  const level = createBarFormula(bindFormula(price, values), evaluator);
  const meetsRise = (side === 'buy') === (kind === 'stop');
  const fills: Rule['fills'] = (bar, state) =>
    meetsRise ? Number(candles.high[bar + 1]) >= level(bar, state) : Number(candles.low[bar + 1]) <= level(bar, state);
  return { speaks, fills };
}

type RuleName = 'enterLong' | 'exitLong' | 'enterShort' | 'exitShort';

interface Market {
  evaluator: Evaluator;
  candles: Candles;
}

function countsOf(strategy: StrategyDefinition, market: Market): { L?: Side; S?: Side } {
  const side = (enter: RuleName, exit: RuleName): Side | undefined => {
    const [entry, leave] = [ruleOf(strategy, enter, market), ruleOf(strategy, exit, market)];
    return entry && leave && count(entry, leave, market.candles);
  };
  const long = side('enterLong', 'exitLong');
  const short = strategy.direction === 'reverse' ? side('exitLong', 'enterLong') : side('enterShort', 'exitShort');
  return { ...(long && { L: long }), ...(short && { S: short }) };
}

/** From the data themselves, as the reference evaluator counted: hours of a currency traded five days a week. */
function measuredBarsPerYear({ time }: Candles): number {
  const span = (time[time.length - 1] ?? NaN) - (time[0] ?? NaN);
  return ((time.length - 1) * 365.25 * 86_400_000) / span;
}

const DATASETS: { name: Dataset; candles: () => Candles; needsReference: boolean; barsPerYear?: number }[] = [
  { name: 'GOOG-1d', candles: () => referenceCandles('goog_1d'), needsReference: true, barsPerYear: 252 },
  { name: 'EURUSD-1h', candles: () => referenceCandles('eurusd_1h'), needsReference: true },
  { name: 'SP500-1d', candles: sp500Candles, needsReference: false, barsPerYear: 252 },
];

describe.each(DATASETS)('signals on $name', ({ name, candles, needsReference, barsPerYear }) => {
  const run = needsReference && !hasReferenceData ? it.skip : it;
  let market: Market;
  beforeAll(() => {
    if (needsReference && !hasReferenceData) return;
    const data = candles();
    const evaluator = createEvaluator({ candles: data, periodsPerYear: barsPerYear ?? measuredBarsPerYear(data) });
    market = { evaluator, candles: data };
  });

  run.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))('%s', (_name, strategy) => {
    const expected = COUNTS[strategy.catalogueId ?? '']?.[name];
    const actual = countsOf(strategy, market);
    expect(Object.keys(actual)).toEqual(Object.keys(expected ?? {}));
    for (const side of ['L', 'S'] as const) {
      const explained = EXPLAINED[`${strategy.catalogueId} ${name} ${side}`];
      const [entries = 0, exits = 0, holding = 0] = explained ?? expected?.[side] ?? [];
      const [actualEntries = 0, actualExits = 0, actualHolding = 0] = actual[side] ?? [];
      expect([actualEntries, actualExits]).toEqual([entries, exits]);
      expect(Math.abs(actualHolding - holding)).toBeLessThanOrEqual(ROUNDING);
    }
  });
});
