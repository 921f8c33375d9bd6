import { intervalMs } from '#quant/candles';
import { computeMetrics } from '#quant/metrics';
import type { StrategyDefinition } from '#quant/strategies';
import {
  backtestingPyMetrics,
  backtestingPySettings,
  collectedIds,
  type Counterpart,
  hasData,
  readCase,
  readReferenceCandles,
  type ReferenceCase,
  referenceIds,
  type ReferenceRow,
  strategyOf,
  VECTORBT_METRICS,
  vectorbtSettings,
} from '#testing';
import { backtest } from './backtest';
import type { Trade, TradeSignals } from './backtest.types';
import { evaluateBatch } from './evaluate-batch';
import { simulate } from './simulate';

/** Cases of the reference collection that need orders this engine does not have. The reasons: docs/reference/peers.md. */
const NOT_REPRODUCED: Record<string, string> = {
  bt14_limitdip_goog: 'limit entry orders',
  bt15_scalein_goog: 'several positions at once (scaling in)',
  bt16_sma_eurusd_margin20x: 'margin above the equity',
  bt20_partialexit_sp500: 'partial exits',
  bt21_stopentry_goog: 'stop entry orders',
};

type Rules = Omit<Parameters<typeof strategyOf>[1], 'direction'>;

/** backtesting.py's crossover: strictly below on the bar before, strictly above now. */
const crossover = (a: string, b: string) => `(${a} > ${b}) and (${a} < ${b})[1]`;
const crossRules = (a: string, b: string): Rules => ({ enterLong: crossover(a, b), exitLong: crossover(b, a) });
/** vectorbt's crossed_above remembers through exact ties that it was below. */
const crossedAbove = (a: string, b: string) => `crossUp(${a}, ${b}) and barsSince(${a} < ${b}) > 0`;

const DONCHIAN: Rules = {
  enterLong: 'close > highest(high, n)[1]',
  exitLong: 'close < lowest(low, m)[1]',
  enterShort: 'close < lowest(low, n)[1]',
  exitShort: 'close > highest(high, m)[1]',
};
const BRACKET = { stopLossPercent: '100 * sl', takeProfitPercent: '100 * tp' };

const BACKTESTING_PY_RULES: Record<string, Rules> = {
  sma: crossRules('sma(close, n1)', 'sma(close, n2)'),
  rsi: { enterLong: 'rsi(close, n) < lo', exitLong: 'rsi(close, n) > hi' },
  bb: {
    enterLong: 'close > bb(close, n, k).upper',
    exitLong: 'close < bb(close, n, k).mid',
    enterShort: 'close < bb(close, n, k).lower',
    exitShort: 'close > bb(close, n, k).mid',
  },
  donchian: DONCHIAN,
  macd: crossRules('macd(f, s, g).macd', 'macd(f, s, g).signal'),
  macdFirst: crossRules(
    '(emaFirst(close, f) - emaFirst(close, s))',
    'emaFirst(emaFirst(close, f) - emaFirst(close, s), g)',
  ),
  ema: { ...crossRules('ema(close, n1)', 'ema(close, n2)'), stops: BRACKET },
  chandelier: {
    enterLong: crossover('close', 'sma(close, n)'),
    stops: { trailingStop: 'close - k * atr(na)' },
  },
  session: {
    enterLong: 'hour() == h_in and close > sma(close, n)',
    enterShort: 'hour() == h_in and close <= sma(close, n)',
    exitLong: 'hour() >= h_out or hour() < h_in',
    exitShort: 'hour() >= h_out or hour() < h_in',
  },
  buyhold: { enterLong: 'barIndex == 1' },
};

function backtestingPyStrategy({ id, parameters }: ReferenceCase): StrategyDefinition {
  const family = id.split('_')[1] ?? '';
  const rules = BACKTESTING_PY_RULES[parameters['seed'] === 'first' ? 'macdFirst' : family];
  if (!rules) throw new Error(`No rules for ${id}`);
  const numbers = Object.entries(parameters).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const both = rules.enterShort !== undefined;
  const longOnly = parameters['mode'] === 'long_only' || rules.exitLong === undefined;
  const { enterLong, exitLong, stops } = rules;
  return longOnly
    ? strategyOf(Object.fromEntries(numbers), { direction: 'long', enterLong, exitLong, stops })
    : strategyOf(Object.fromEntries(numbers), { direction: both ? 'long-short' : 'reverse', ...rules });
}

/** bt05 asks before it orders; the other exclusive-orders cases order again in the direction held. */
function settingsOf(reference: ReferenceCase) {
  const settings = backtestingPySettings(reference);
  return reference.id.startsWith('bt05') ? { ...settings, sameDirectionEntry: 'ignore' as const } : settings;
}

function vectorbtStrategy(fast: string, slow: string, parameters: Record<string, number>): StrategyDefinition {
  const [a, b] = [`sma(close, ${fast})`, `sma(close, ${slow})`];
  return strategyOf(parameters, { direction: 'reverse', enterLong: crossedAbove(a, b), exitLong: crossedAbove(b, a) });
}

/** What differs, in words: relative, or absolute below a thousandth; null = not a number. */
function difference(what: string, actual: number, expected: ReferenceRow[string], tolerance: number): string[] {
  const wanted = expected === null ? NaN : Number(expected);
  const near = Math.abs(actual - wanted) <= tolerance * Math.max(1e-3, Math.abs(wanted));
  return near || Object.is(actual, wanted) ? [] : [`${what}: ${actual}, expected ${wanted}`];
}

function statisticDifferences(
  metrics: Record<string, number>,
  expected: Record<string, ReferenceRow[string]>,
  counterparts: Record<string, Counterpart>,
): string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const counterpart = counterparts[name];
    if (!counterpart) return [`${name} is none of our metrics`];
    const [metric, convert = (same: number) => same] = counterpart;
    return difference(name, convert(metrics[metric] ?? Infinity), value, 1e-8);
  });
}

function tradeDifferences(actual: Record<string, number | string | null>[], expected: ReferenceRow[]): string[] {
  const counts = actual.length === expected.length ? [] : [`${actual.length} trades, expected ${expected.length}`];
  const values = expected.flatMap((row, i) =>
    Object.entries(row).flatMap(([column, value]) => {
      const ours = actual[i]?.[column];
      const what = `trade ${i} ${column}`;
      if (typeof value === 'number') return difference(what, Number(ours), value, column.endsWith('Bar') ? 0 : 1e-9);
      return ours === value ? [] : [`${what}: ${ours}, expected ${value}`];
    }),
  );
  return [...counts, ...values];
}

const signedUnits = ({ side, size }: Trade) => (side === 'long' ? size : -size);

function backtestingPyTrade(trade: Trade) {
  const { entryBar, exitBar, entryPrice, exitPrice, pnl, entryFee, exitFee, stopLoss, takeProfit } = trade;
  return {
    units: signedUnits(trade), entryBar, exitBar, entryPrice, exitPrice, pnl, returnFraction: trade.return,
    commission: entryFee + exitFee, stopLoss, takeProfit,
  }; // prettier-ignore
}

function vectorbtTrade({
  side,
  size,
  entryBar,
  exitBar,
  entryPrice,
  exitPrice,
  entryFee,
  exitFee,
  pnl,
  ...rest
}: Trade) {
  return {
    direction: side, size, entryBar, exitBar, entryPrice, exitPrice, entryFees: entryFee, exitFees: exitFee, pnl,
    returnFraction: rest.return, status: rest.reason === 'open' ? 'open' : 'closed',
  }; // prettier-ignore
}

const describeCase = (reference: ReferenceCase) => (hasData(reference) ? describe : describe.skip);

/** A skipped suite is still read, so nothing may touch its data before a test asks. */
function lazily<T>(compute: () => T): () => T {
  let done: { value: T } | null = null;
  return () => (done ??= { value: compute() }).value;
}

describe.each(referenceIds('bt').map((id) => [id, readCase(id)] as const))('backtesting.py', (id, reference) => {
  describeCase(reference)(id, () => {
    const run = lazily(() => {
      const candles = readReferenceCandles(reference.data);
      const parameters = reference.parameters as Record<string, number>;
      const report = backtest(backtestingPyStrategy(reference), parameters, candles, settingsOf(reference));
      return { candles, ...report };
    });

    it('every trade', () => {
      const closed = run().simulation.trades.filter(({ reason }) => reason !== 'open');
      expect(tradeDifferences(closed.map(backtestingPyTrade), reference.rows)).toEqual([]);
    });

    it('every statistic', () => {
      const { candles, metrics } = run();
      const { Start, End, 'Duration [s]': duration, ...statistics } = reference.expected;
      const first = candles.time[0] ?? NaN;
      const last = candles.time[candles.time.length - 1] ?? NaN;
      const period = [Date.parse(String(Start)), Date.parse(String(End)), Number(duration) * 1000];
      expect(period).toEqual([first, last, last - first]);
      const resolution = [86_400, 3600, 60].find((unit) => unit * 1000 <= intervalMs(candles.interval)) ?? 60;
      expect(statisticDifferences(metrics, statistics, backtestingPyMetrics(resolution))).toEqual([]);
    });

    it('the bars that were waited', () => {
      expect(run().simulation.firstBar).toBe((reference.warmupBar ?? NaN) + 1);
    });
  });
});

describe.each(referenceIds('vbt').map((id) => [id, readCase(id)] as const))('vectorbt', (id, reference) => {
  describeCase(reference)(id, () => {
    const run = (periodsPerYear: number | null) => {
      const candles = readReferenceCandles(reference.data);
      const parameters = reference.parameters as Record<string, number>;
      const { fastWindow = NaN, slowWindow = NaN } = parameters;
      const strategy = vectorbtStrategy('fastWindow', 'slowWindow', { fastWindow, slowWindow });
      return backtest(strategy, parameters, candles, { ...vectorbtSettings(reference), periodsPerYear });
    };
    const asThere = lazily(() => run(reference.barsPerYear ?? null));

    it('every trade', () => {
      expect(tradeDifferences(asThere().simulation.trades.map(vectorbtTrade), reference.rows)).toEqual([]);
    });

    it('every statistic', () => {
      const { sharpe_252: sharpe252, ...statistics } = reference.expected;
      expect(statisticDifferences(asThere().metrics, statistics, VECTORBT_METRICS)).toEqual([]);
      if (typeof sharpe252 !== 'number') return;
      expect(statisticDifferences(run(252).metrics, { sharpe: sharpe252 }, VECTORBT_METRICS)).toEqual([]);
    });
  });
});

/** Runs a whole grid as one batch and gives, per trial, the metrics asked for. */
function runGrid(
  reference: ReferenceCase,
  strategy: StrategyDefinition,
  lists: Record<string, number[]>,
  constraint: string | undefined,
  ids: string[],
  settings = settingsOf(reference),
): Record<string, number>[] {
  const candles = readReferenceCandles(reference.data);
  const parameters = Object.entries(lists).map(([name, values]) => ({
    name,
    domain: { kind: 'list' as const, values },
  }));
  const size = Object.values(lists).reduce((product, values) => product * values.length, 1);
  const count = reference.rows.length;
  const fixed = Object.fromEntries(
    Object.entries(reference.parameters ?? {}).filter(([, value]) => typeof value === 'number'),
  );
  const { columns, failures } = evaluateBatch(
    {
      strategy, settings, fixed, metrics: ids, dataset: reference.data,
      space: { parameters, constraints: constraint === undefined ? [] : [constraint] },
      plan: { kind: 'range', start: '0', end: String(size), count },
      bars: { from: 0, to: candles.time.length },
    },
    candles,
  ); // prettier-ignore
  expect(failures).toEqual([]);
  return Array.from({ length: count }, (_, trial) =>
    Object.fromEntries(ids.map((id, i) => [id, columns[i]?.[trial] ?? Infinity])),
  );
}

/** The row, or what is known of it without rounding where the moving averages tie exactly (ours never round). */
function exactRow(reference: ReferenceCase, row: ReferenceRow, names: string[]): ReferenceRow {
  return reference.exactArithmetic?.find((exact) => names.every((name) => exact[name] === row[name])) ?? row;
}

function rowDifferences(
  reference: ReferenceCase,
  found: Record<string, number>[],
  names: string[],
  counterparts: Record<string, Counterpart>,
): string[] {
  return reference.rows.flatMap((row, trial) => {
    const known = Object.entries(exactRow(reference, row, names)).filter(([name]) => name in counterparts);
    const differences = statisticDifferences(found[trial] ?? {}, Object.fromEntries(known), counterparts);
    return differences.map((text) => `${JSON.stringify(row)}: ${text}`);
  });
}

describe.each(referenceIds('hm').map((id) => [id, readCase(id)] as const))('backtesting.py grid', (id, reference) => {
  describeCase(reference)(id, () => {
    const lists = reference.grid as Record<string, number[]>;
    const names = Object.keys(lists);
    const counterparts = backtestingPyMetrics(1);
    const columns = Object.keys(reference.rows[0] ?? {}).filter((column) => !names.includes(column));
    const numbers = Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values[0] ?? NaN]));
    const strategy = backtestingPyStrategy({ ...reference, parameters: { ...reference.parameters, ...numbers } });

    it('every column of every combination', () => {
      const ids = columns.map((column) => counterparts[column]?.[0] ?? column);
      const found = runGrid(reference, strategy, lists, reference.constraint, ids);
      expect(rowDifferences(reference, found, names, counterparts)).toEqual([]);
    });
  });
});

describe.each(referenceIds('vbg').map((id) => [id, readCase(id)] as const))('vectorbt grid', (id, reference) => {
  describeCase(reference)(id, () => {
    const windows = reference.grid['windows'] as number[];
    const strategy = vectorbtStrategy('fast', 'slow', { fast: 5, slow: 10 });
    const settings = vectorbtSettings({ ...reference, parameters: {} });
    const ties = (reference.exactTies ?? []).map(String);
    const isTied = (row: ReferenceRow) => ties.includes(String([row['fast'], row['slow']]));
    const run = (ids: string[], periodsPerYear = settings.periodsPerYear) =>
      runGrid(reference, strategy, { fast: windows, slow: windows }, 'fast < slow', ids, {
        ...settings,
        periodsPerYear,
      });

    it('every column of every combination', () => {
      const found = run(Object.values(VECTORBT_METRICS).map(([metric]) => metric));
      const compared = reference.rows.map((row) => (isTied(row) ? {} : row));
      expect(rowDifferences({ ...reference, rows: compared }, found, ['fast', 'slow'], VECTORBT_METRICS)).toEqual([]);
    });

    it('Sharpe with 252 periods per year', () => {
      const rows = reference.rows.map((row) => (isTied(row) ? {} : row));
      const known = rows.filter((row) => typeof row['sharpe_252'] === 'number').length;
      expect(known).toBe(reference.barsPerYear === 365 ? rows.length : 0);
      if (known > 0)
        expect(
          rowDifferences({ ...reference, rows }, run(['sharpe_ratio'], 252), [], { sharpe_252: ['sharpe_ratio'] }),
        ).toEqual([]);
    });

    it('combinations that rounding decides, with the rounding of vectorbt', () => {
      const candles = readReferenceCandles(reference.data);
      const ids = Object.values(VECTORBT_METRICS).map(([metric]) => metric);
      const tied = reference.rows.filter(isTied);
      expect(tied).toHaveLength(ties.length);
      const found = tied.map(({ fast, slow }) => {
        const signals = crossSignals(
          runningMean(candles.close, Number(fast)),
          runningMean(candles.close, Number(slow)),
        );
        const simulation = simulate(signals, candles, settings);
        const { initialBalance } = settings;
        const input = { simulation, candles, initialBalance, periodsPerYear: settings.periodsPerYear ?? NaN };
        const values = computeMetrics(ids, input);
        return Object.fromEntries(ids.map((metric, i) => [metric, values[i] ?? Infinity]));
      });
      expect(rowDifferences({ ...reference, rows: tied }, found, ['fast', 'slow'], VECTORBT_METRICS)).toEqual([]);
    });
  });
});

/** vectorbt's moving average: a difference of sums over the whole history, rounded as it goes. */
function runningMean(values: Float64Array, window: number): Float64Array {
  let total = 0;
  const sums = values.map((value) => (total += value));
  return sums.map((sum, i) => (i < window - 1 ? NaN : (sum - (sums[i - window] ?? 0)) / window));
}

/** vectorbt's crossed_above and crossed_below. */
function crossSignals(fast: Float64Array, slow: Float64Array): TradeSignals {
  const above = (a: Float64Array, b: Float64Array) => {
    let wasBelow = false;
    let isAbove = false;
    return Uint8Array.from(a, (value, i) => {
      const other = b[i] ?? NaN;
      const crosses = value > other && wasBelow && !isAbove;
      isAbove = value > other;
      if (value < other) wasBelow = true;
      return Number(crosses);
    });
  };
  const up = above(fast, slow);
  const down = above(slow, fast);
  return { enterLong: up, exitLong: down, enterShort: down, exitShort: up, firstBar: 0 };
}

(collectedIds() === null ? describe.skip : describe)('the reference collection', () => {
  it('has no case that is neither reproduced nor listed', () => {
    const known = [...['bt', 'vbt', 'hm', 'vbg'].flatMap(referenceIds), ...Object.keys(NOT_REPRODUCED)];
    expect(known.sort()).toEqual(collectedIds()?.sort());
  });
});
