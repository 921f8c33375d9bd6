import * as fc from 'fast-check';
import type { Candles } from '#quant/candles';
import type { BarFormula } from '#quant/formula';
import { createBitset, MarketTables, packBits } from '#quant/kernels';
import { MetricContext } from '#quant/metrics';
import { createRng } from '#kernel';
import { randomSimulation, randomStops, simulationSettings } from '#testing';
import type { BacktestSettings, LiveRules, Simulation, TradeSignals } from './backtest.types';
import { EventSimulator } from './event-simulator';
import { kernelTotals } from './kernel.fixture';
import { LedgerTotals } from './ledger-totals';
import type { ExitAge, PositionTerms } from './position-terms';
import type { SignalBits } from './signal-bits';
import { simulate } from './simulate';

/** A long run: `RUNS=100000 npx jest event-simulator`. */
const numRuns = Number(process.env['RUNS'] ?? 400);

function bitsOf(signals: TradeSignals, terms: PositionTerms | null): SignalBits {
  const pack = (column: Uint8Array | null) => {
    if (!column) return null;
    const bits = createBitset(column.length);
    packBits(column, bits);
    return bits;
  };
  return {
    enterLong: pack(signals.enterLong),
    exitLong: pack(signals.exitLong),
    enterShort: pack(signals.enterShort),
    exitShort: pack(signals.exitShort),
    firstBar: signals.firstBar,
    stops: signals.stops ?? {},
    ...(terms && { terms }),
  };
}

/** What a position is held for, from a seed. */
function randomTerms(seed: number, bars: number): PositionTerms {
  const { uint32 } = createRng(seed, 'random-terms');
  const column = (lane: number, values: readonly number[]) =>
    Float64Array.from({ length: bars }, (_, bar) => values[uint32(bar, lane) % values.length] ?? NaN);
  const some = <T>(lane: number, term: T): T | null => (uint32(0, lane) % 2 === 0 ? term : null);
  const exit = (lane: number) => {
    const age = [1, 2, 3, 4.5, 12, 0, -1, Infinity][uint32(1, lane) % 8] ?? NaN;
    return some(lane, { age, firstBar: uint32(2, lane) % 12 });
  };
  const level = (lane: number, factor: number): BarFormula | undefined =>
    some(lane, (bar, { entry }) => (bar % 7 === 3 ? NaN : entry * factor)) ?? undefined;
  const [stopLoss, takeProfit] = [level(12, 0.95), level(13, 1.1)];
  return {
    maxBars: some(9, column(0, [1, 2, 3, 3.5, 7, 30, 0, -2, NaN, Infinity])),
    size: some(8, column(1, [1, 0.5, 0.3, 2, 0, -1, NaN])),
    exitLong: exit(10),
    exitShort: exit(11),
    stops: { ...(stopLoss && { stopLoss }), ...(takeProfit && { takeProfit }) },
  };
}

/** A rule that reads the position; its column speaks from its first bar on only, as any. */
function agedRule(column: Uint8Array | null, { age, firstBar }: ExitAge): BarFormula {
  return (bar, { barsSinceEntry }) => (column?.[bar] === 1 || (bar >= firstBar && barsSinceEntry >= age) ? 1 : 0);
}

/** Sessions of some bars each, from a seed: of always the same number, or of one here and several there. */
function randomSessions(seed: number, bars: number): Uint8Array {
  const { uint32 } = createRng(seed, 'random-sessions');
  const length = [1, 2, 5, 9][uint32(0, 0) % 4] ?? 1;
  const isRegular = uint32(0, 1) % 2 === 0;
  return Uint8Array.from({ length: bars }, (_, bar) =>
    (isRegular ? bar % length === length - 1 : uint32(bar, 2) % length === 0) ? 1 : 0,
  );
}

/** The same as the bar loop reads it. */
function withTerms(
  signals: TradeSignals,
  { maxBars, size, exitLong, exitShort, stops }: PositionTerms,
  sessionEnds: Uint8Array | null,
): TradeSignals {
  const live: LiveRules = {
    rules: {
      ...(exitLong && { exitLong: agedRule(signals.exitLong, exitLong) }),
      ...(exitShort && { exitShort: agedRule(signals.exitShort, exitShort) }),
    },
    orders: {},
    reduce: {},
    reduceShare: null,
    stops,
    maxBars,
    size,
    sessionEnds,
  };
  const column = (rule: Uint8Array | null, term: ExitAge | null) => (term ? null : rule);
  return {
    ...signals,
    exitLong: column(signals.exitLong, exitLong),
    exitShort: column(signals.exitShort, exitShort),
    live,
  };
}

/** Bits of every number. */
function print({ trades, equity, firstBar, fees }: Simulation): string {
  return JSON.stringify([trades, firstBar, fees, [...equity]]);
}

/** Cases that the engine module evaluated too. */
let kernelRuns = 0;

/** The simulation and every metric; those that are sums over bars, or a drawdown, may differ by rounding. */
function check(
  signals: TradeSignals,
  candles: Candles,
  settings: BacktestSettings,
  terms: PositionTerms | null = null,
  sessionEnds: Uint8Array | null = null,
): Simulation {
  const expected = simulate(terms ? withTerms(signals, terms, sessionEnds) : signals, candles, settings);
  const market = new MarketTables(candles);
  const bits = bitsOf(signals, terms);
  const ledger = new EventSimulator(candles, settings, market, sessionEnds).run(bits);
  const found = ledger.simulation();
  if (print(found) !== print(expected)) expect(found).toEqual(expected);
  const rest = { candles, initialBalance: settings.initialBalance, periodsPerYear: 252 };
  const totals = new LedgerTotals(candles.close, market).read(ledger);
  const fast = terms ? null : kernelTotals(bits, candles, settings, market);
  if (fast !== null) {
    kernelRuns++;
    expect(fast).toEqual(totals);
  }
  const slow = new MetricContext({ ...rest, simulation: expected }).totals;
  const { returnSum, squareSum, downsideSum, maxDrawdown, ...exact } = slow;
  expect(totals).toMatchObject(exact);
  // From next to nothing equity can rise a millionfold: rounding is measured by the largest return.
  const slack = 1e-12 * Math.max(1, squareSum);
  const gaps = [
    totals.returnSum - returnSum,
    totals.squareSum - squareSum,
    totals.downsideSum - downsideSum,
    totals.maxDrawdown - maxDrawdown,
  ];
  expect(gaps.map((gap) => Math.abs(gap) <= slack)).toEqual([true, true, true, true]);
  return expected;
}

const ALL_EXITS = [
  'signal', 'reversal', 'renewal', 'stop-loss', 'take-profit', 'trailing-stop', 'max-bars', 'session-end', 'end-of-data', 'open',
  'ruin',
]; // prettier-ignore
const WITHOUT_STOPS = { stopLossPercent: null, takeProfitPercent: null, trailingStopPercent: null };
const seed = fc.nat();
const bars = fc.integer({ min: 1, max: 140 });
const rarity = fc.constantFrom(1, 2, 6, 25);
const markets = fc.constantFrom('ticks' as const, 'ticks' as const, 'wild' as const, 'still' as const);
const shapes = fc.record({ bars, rarity, market: markets });

describe('trade by trade is what bar by bar is, to the last bit', () => {
  /** Ways out of a position that were met. */
  const exits = new Set<string>();

  it('without protective orders', () => {
    let trades = 0;
    fc.assert(
      fc.property(seed, shapes, simulationSettings, (from, shape, settings) => {
        const { candles, signals } = randomSimulation(from, shape);
        trades += check(signals, candles, { ...settings, ...WITHOUT_STOPS }).trades.length;
      }),
      { numRuns },
    );
    expect(trades).toBeGreaterThan(numRuns);
  });

  it('with stops, targets and trailing stops in percent', () => {
    fc.assert(
      fc.property(seed, shapes, simulationSettings, (from, shape, settings) => {
        const { candles, signals } = randomSimulation(from, shape);
        check(signals, candles, settings);
      }),
      { numRuns },
    );
  });

  it("with the strategy's own levels", () => {
    fc.assert(
      fc.property(seed, shapes, simulationSettings, (from, shape, settings) => {
        const { candles, signals } = randomSimulation(from, shape);
        check({ ...signals, stops: randomStops(from, candles) }, candles, settings);
      }),
      { numRuns },
    );
  });

  it('with sizes that follow from the distance to the stop', () => {
    let trades = 0;
    const percents = fc.constantFrom(0.5, 2, 60, 100);
    fc.assert(
      fc.property(seed, shapes, simulationSettings, percents, (from, shape, some, percent) => {
        const { candles, signals } = randomSimulation(from, shape);
        const settings = { ...some, sizing: { kind: 'risk', percent } as const };
        trades += check({ ...signals, stops: randomStops(from, candles) }, candles, settings).trades.length;
      }),
      { numRuns },
    );
    expect(trades).toBeGreaterThan(numRuns);
  });

  it('with terms of the position', () => {
    fc.assert(
      fc.property(
        seed,
        shapes,
        simulationSettings,
        fc.boolean(),
        fc.boolean(),
        (from, shape, some, stops, sessions) => {
          const { candles, signals } = randomSimulation(from, shape);
          const bars = candles.close.length;
          const levels = stops ? { stops: randomStops(from, candles) } : {};
          const settings = { ...some, ...(stops ? {} : WITHOUT_STOPS) };
          const { trades } = check(
            { ...signals, ...levels },
            candles,
            settings,
            randomTerms(from, bars),
            sessions ? randomSessions(from, bars) : null,
          );
          for (const { reason } of trades) exits.add(reason);
        },
      ),
      { numRuns: 2 * numRuns },
    );
  });

  const enough = numRuns < 400 ? it.skip : it;
  enough('and that with every way out of a position', () => {
    expect(exits).toEqual(new Set(ALL_EXITS));
  });

  it('through ruin', () => {
    let ruined = 0;
    fc.assert(
      fc.property(seed, bars, simulationSettings, fc.boolean(), (from, length, some, stops) => {
        const { candles, signals } = randomSimulation(from, { bars: length, rarity: 6, market: 'wild' });
        const settings = { ...some, sizing: { kind: 'all-in' } as const, ...(stops ? {} : WITHOUT_STOPS) };
        const { trades } = check(signals, candles, settings);
        if (trades.some(({ reason }) => reason === 'ruin')) ruined++;
      }),
      { numRuns },
    );
    expect(ruined).toBeGreaterThan(numRuns / 20);
  });

  it('with a balance that fees eat up', () => {
    let broke = 0;
    fc.assert(
      fc.property(seed, shapes, simulationSettings, (from, shape, settings) => {
        const { candles, signals } = randomSimulation(from, shape);
        const { equity } = check(signals, candles, { ...settings, initialBalance: 130, commissionFixed: 9 });
        if (equity.at(-1) === 0) broke++;
      }),
      { numRuns },
    );
    expect(broke).toBeGreaterThan(0);
  });

  it('and the engine module gives the same totals', () => {
    expect(kernelRuns).toBeGreaterThan(4 * numRuns);
  });

  it('before any bar, and without one', () => {
    const { candles, signals } = randomSimulation(1, { bars: 0, rarity: 1, market: 'ticks' });
    fc.assert(
      fc.property(simulationSettings, (settings) => void check(signals, candles, settings)),
      { numRuns: 20 },
    );
  });
});
