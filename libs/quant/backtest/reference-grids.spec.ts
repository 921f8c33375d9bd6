import { computeMetrics } from '#quant/metrics';
import type { StrategyDefinition } from '#quant/strategies';
import {
  backtestingPyMetrics,
  backtestingPySettings,
  backtestingPyStrategy,
  type Counterpart,
  describeCase,
  readCase,
  readReferenceCandles,
  type ReferenceCase,
  referenceIds,
  type ReferenceRow,
  statisticDifferences,
  VECTORBT_METRICS,
  vectorbtSettings,
  vectorbtStrategy,
} from '#testing';
import type { BacktestSettings, TradeSignals } from './backtest.types';
import { evaluateBatch } from './evaluate-batch';
import { simulate } from './simulate';

interface Grid {
  strategy: StrategyDefinition;
  settings: BacktestSettings;
  lists: Record<string, number[]>;
  constraints: string[];
}

/** Runs a whole grid as one batch and gives, per trial, the metrics asked for. */
function runGrid(reference: ReferenceCase, grid: Grid, metrics: string[]): Record<string, number>[] {
  const { strategy, settings, lists, constraints } = grid;
  const candles = readReferenceCandles(reference.data);
  const parameters = Object.entries(lists).map(([name, values]) => ({
    name,
    domain: { kind: 'list' as const, values },
  }));
  const size = Object.values(lists).reduce((product, values) => product * values.length, 1);
  const count = reference.rows.length;
  const { columns, failures } = evaluateBatch(
    {
      strategy,
      settings,
      metrics,
      fixed: reference.parameters ?? {},
      dataset: reference.data,
      space: { parameters, constraints },
      plan: { kind: 'range', start: '0', end: String(size), count },
      bars: { from: 0, to: candles.time.length },
    },
    candles,
  );
  expect(failures).toEqual([]);
  return Array.from({ length: count }, (_, trial) =>
    Object.fromEntries(metrics.map((id, i) => [id, columns[i]?.[trial] ?? Infinity])),
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
      const constraints = reference.constraint === undefined ? [] : [reference.constraint];
      const grid = { strategy, settings: backtestingPySettings(reference), lists, constraints };
      const found = runGrid(reference, grid, ids);
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
    const lists = { fast: windows, slow: windows };
    const run = (ids: string[], periodsPerYear = settings.periodsPerYear) => {
      const grid = { strategy, settings: { ...settings, periodsPerYear }, lists, constraints: ['fast < slow'] };
      return runGrid(reference, grid, ids);
    };

    it('every column of every combination', () => {
      const found = run(Object.values(VECTORBT_METRICS).map(([metric]) => metric));
      const compared = reference.rows.map((row) => (isTied(row) ? {} : row));
      expect(rowDifferences({ ...reference, rows: compared }, found, ['fast', 'slow'], VECTORBT_METRICS)).toEqual([]);
    });

    if (reference.barsPerYear === 365) {
      it('Sharpe with 252 periods per year', () => {
        const rows = reference.rows.map((row) => (isTied(row) ? {} : row));
        const found = run(['sharpe_ratio'], 252);
        expect(rowDifferences({ ...reference, rows }, found, [], { sharpe_252: ['sharpe_ratio'] })).toEqual([]);
      });
    }

    if (ties.length > 0) {
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
          const input = { simulation, candles, initialBalance, periodsPerYear: reference.barsPerYear ?? NaN };
          const values = computeMetrics(ids, input);
          return Object.fromEntries(ids.map((metric, i) => [metric, values[i] ?? Infinity]));
        });
        expect(rowDifferences({ ...reference, rows: tied }, found, ['fast', 'slow'], VECTORBT_METRICS)).toEqual([]);
      });
    }
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
