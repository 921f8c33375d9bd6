import * as fc from 'fast-check';
import { type Candles, sliceCandles } from '#quant/candles';
import { compileSpace, planColumns, planSets, type Space } from '#quant/space';
import {
  candlesOfCase,
  type EvaluationCase,
  evaluationCases,
  longLengths,
  randomMarket,
  withFewTrials,
} from '#testing';
import { backtest } from './backtest';
import type { BacktestSettings, EvaluationResult, EvaluationTask } from './backtest.types';
import { compareWith, evaluateByBars, liveOfTask, type OracleTrial, Tally, tierOfTask } from './differential.fixture';
import { BatchSeries, evaluateBatch, evaluateStepwise } from './evaluate-batch';
import { explainBatch } from './explain';

/** A long run: `npm run fuzz -- --runs 100000`. */
const numRuns = Number(process.env['RUNS'] ?? 300);
const aQuarter = { numRuns: Math.ceil(numRuns / 4) };

/** In plain TypeScript. */
const TWIN = { simd: false };

const tally = new Tally();

/** Every number by its bits. Millions are compared, and `expect` takes its time: it is asked for the words. */
function expectSameBits(found: EvaluationResult, expected: EvaluationResult): void {
  expect(found.failures).toEqual(expected.failures);
  const isSame = expected.columns.every((column, i) =>
    column.every((value, trial) => Object.is(found.columns[i]?.[trial], value)),
  );
  if (!isSame) expect(found.columns).toEqual(expected.columns);
  expect(found.columns.map(({ length }) => length)).toEqual(expected.columns.map(({ length }) => length));
}

function expectWhatBarsTell({ task }: EvaluationCase, found: EvaluationResult, expected: readonly OracleTrial[]): void {
  const failures = expected.flatMap((trial, index) => (trial.ok ? [] : [{ index, reason: trial.reason }]));
  expect(found.failures).toEqual(failures);
  expected.forEach((trial, index) => {
    tally.addTrial(trial);
    const values = found.columns.map((column) => column[index] ?? Infinity);
    if (!trial.ok) return expect(values.every(Number.isNaN)).toBe(true);
    const compare = compareWith(trial.context);
    task.metrics.forEach((metric, i) => {
      const value = values[i] ?? Infinity;
      const { kind, expected: wanted } = compare(metric, value);
      tally.add(`metrics ${kind}`);
      if (kind === 'different') throw new Error(`Trial ${index}: ${metric} is ${value}, bar by bar it is ${wanted}.`);
    });
  });
}

function check(some: EvaluationCase): void {
  const candles = candlesOfCase(some);
  tally.add('batches');
  const tier = tierOfTask(some.task, candles);
  tally.add(`tier ${tier}`);
  if (tier !== 'bar-loop') for (const feature of liveOfTask(some.task)) tally.add(`trade by trade ${feature}`);
  const found = evaluateBatch(some.task, candles);
  expectWhatBarsTell(some, found, evaluateByBars(some.task, candles));
  expectSameBits(evaluateBatch(some.task, candles, TWIN), found);
}

describe('a batch is what the bar loop makes of each of its trials, with and without the engine module,', () => {
  it('on any market, with any strategy, settings and plan', () => {
    fc.assert(fc.property(evaluationCases(), check), { numRuns });
  });

  it('on long markets', () => {
    fc.assert(
      fc.property(evaluationCases(longLengths), (some) => check(withFewTrials(some, 3))),
      { numRuns: Math.ceil(numRuns / 50) },
    );
  });

  const enough = numRuns < 300 ? it.skip : it;
  enough('and the cases reach every tier, every way out of a position, and what goes wrong', () => {
    if (process.env['RUNS']) process.stderr.write(`\n${tally.toString()}\n`);
    const missing = ALL_THERE_IS.filter((what) => tally.of(what) === 0);
    expect(missing).toEqual([]);
    expect(tally.of('trials that trade')).toBeGreaterThan(tally.of('trials') / 5);
    expect(tally.of('metrics ill-conditioned')).toBeLessThan(tally.of('metrics same') / 100);
  });
});

const ALL_THERE_IS = [
  'tier trades', 'tier stops', 'tier held-bars', 'tier bar-loop',
  'exit signal', 'exit reversal', 'exit renewal', 'exit stop-loss', 'exit take-profit', 'exit trailing-stop',
  'trade by trade max-bars', 'trade by trade exit-age', 'trade by trade entry-levels', 'trade by trade size',
  'trade by trade session-ends',
  'exit max-bars', 'exit session-end', 'exit end-of-data', 'exit open', 'exit ruin',
  'trials without trades', 'trials that trade', 'trials that fail', 'trials of 20 trades or more', 'shorts', 'longs',
]; // prettier-ignore

/** The task with other points: a range is written out first. */
function part(task: EvaluationTask, change: (columns: Float64Array[]) => Float64Array[]): EvaluationTask {
  const columns = change(planColumns(spaceOf(task), task.plan));
  return { ...task, plan: { kind: 'points', count: columns[0]?.length ?? 0, columns } };
}

function spaceOf({ space }: EvaluationTask): Space {
  const compiled = compileSpace(space);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues));
  return compiled.space;
}

/** The trials with these numbers, in this order. */
function trialsOf({ columns, failures }: EvaluationResult, order: readonly number[]): EvaluationResult {
  const reasons = new Map(failures.map(({ index, reason }) => [index, reason]));
  return {
    columns: columns.map((column) => Float64Array.from(order, (trial) => column[trial] ?? Infinity)),
    failures: order.flatMap((trial, index) => {
      const reason = reasons.get(trial);
      return reason === undefined ? [] : [{ index, reason }];
    }),
  };
}

/** Averages of three kinds, each of another window: more columns than are kept for later trials. */
function crossing(windows: number[], settings: BacktestSettings, bars: number): EvaluationTask {
  const number = { kind: 'integer', default: 5, min: 1, max: 10_000, step: 1 } as const;
  const count = windows.length;
  return {
    strategy: {
      name: 'crossing', title: 'Crossing', category: 'trend', version: 1, direction: 'reverse', constraints: [],
      parameters: { n: number, m: number },
      enterLong: 'crossUp(sma(close, n), ema(high, m)) and close > lowest(low, n + m)',
      exitLong: 'crossDown(sma(close, n), ema(close, m)) or close >= highest(high, m)[1]',
    },
    space: {
      parameters: ['n', 'm'].map((name) => ({ name, domain: { kind: 'integer', min: 1, max: 1000, step: 1 } })),
      constraints: [],
    },
    fixed: {},
    plan: { kind: 'points', count, columns: [Float64Array.from(windows), Float64Array.from(windows, (n, i) => 7 * i + n)] },
    settings,
    metrics: ['trades', 'final_equity', 'sharpe_ratio', 'max_drawdown_percent'],
    dataset: 'long',
    bars: { from: 0, to: bars },
  }; // prettier-ignore
}

const law = (check: (some: EvaluationCase, candles: Candles, whole: EvaluationResult, drawn: number[]) => void) =>
  fc.property(evaluationCases(), fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), (some, drawn) => {
    const candles = candlesOfCase(some);
    check(some, candles, evaluateBatch(some.task, candles), drawn);
  });

describe('the bits of a trial do not depend on', () => {
  it('where a batch is cut in two', () => {
    const cuts = law(({ task }, candles, whole, [cut = 0]) => {
      const { count } = task.plan;
      const at = cut % (count + 1);
      const trials = Array.from({ length: count }, (_, trial) => trial);
      const first = part(task, (columns) => columns.map((column) => column.slice(0, at)));
      const second = part(task, (columns) => columns.map((column) => column.slice(at)));
      expectSameBits(evaluateBatch(first, candles), trialsOf(whole, trials.slice(0, at)));
      expectSameBits(evaluateBatch(second, candles), trialsOf(whole, trials.slice(at)));
    });
    fc.assert(cuts, aQuarter);
  });

  it('the order of the trials, nor on how often one is there', () => {
    const orders = law(({ task }, candles, whole, drawn) => {
      const order = task.plan.count === 0 ? [] : drawn.map((number) => number % task.plan.count);
      const shuffled = part(task, (columns) =>
        columns.map((column) => Float64Array.from(order, (trial) => column[trial] ?? NaN)),
      );
      expectSameBits(evaluateBatch(shuffled, candles), trialsOf(whole, order));
    });
    fc.assert(orders, aQuarter);
  });

  it('whether it is a batch at all: a single backtest finds the same', () => {
    const singles = law(({ task }, candles, whole) => {
      const cut = sliceCandles(candles, task.bars.from, task.bars.to);
      const reasons = new Map(whole.failures.map(({ index, reason }) => [index, reason]));
      [...planSets(spaceOf(task), task.plan)].forEach((set, index) => {
        const alone = () => backtest(task.strategy, { ...task.fixed, ...set }, cut, task.settings).metrics;
        const reason = reasons.get(index);
        if (reason !== undefined) return expect(alone).toThrow(new Error(reason));
        const metrics = alone();
        const columns = task.metrics.map((id) => Float64Array.of(metrics[id] ?? Infinity));
        expectSameBits(trialsOf(whole, [index]), { columns, failures: [] });
      });
    });
    fc.assert(singles, aQuarter);
  });

  it('which other metrics are asked for', () => {
    const subsets = law(({ task }, candles, { columns, failures }, drawn) => {
      const chosen = task.metrics.length === 0 ? [] : drawn.slice(0, 9).map((number) => number % task.metrics.length);
      const metrics = chosen.map((i) => task.metrics[i] ?? '');
      const wanted = { columns: chosen.map((i) => columns[i] ?? new Float64Array(0)), failures };
      expectSameBits(evaluateBatch({ ...task, metrics }, candles), wanted);
    });
    fc.assert(subsets, aQuarter);
  });

  it('where the data set begins and ends around its bars', () => {
    const cuts = law(({ task }, candles, whole) => {
      const { from, to } = task.bars;
      const copy = structuredClone(sliceCandles(candles, from, to));
      expectSameBits(evaluateBatch({ ...task, bars: { from: 0, to: to - from } }, copy), whole);
    });
    fc.assert(cuts, aQuarter);
  });

  it('whether all columns of the batch fit into memory', () => {
    const market = randomMarket({ seed: 1, bars: 65_537, kind: 'walk', scale: 1, silent: 0, interval: '1h' });
    const rooms = fc.property(
      evaluationCases(),
      fc.array(fc.nat(400), { minLength: 22, maxLength: 22 }),
      (some, windows) => {
        const task = crossing(windows, some.task.settings, market.close.length);
        const order = windows.map((_, trial) => trial);
        const whole = evaluateBatch(task, market);
        const alone = order.map((trial) =>
          part(task, (columns) => columns.map((column) => column.slice(trial, trial + 1))),
        );
        order.forEach((trial, i) => expectSameBits(evaluateBatch(alone[i] ?? task, market), trialsOf(whole, [trial])));
      },
    );
    fc.assert(rooms, { numRuns: Math.ceil(numRuns / 300) });
  });

  it('what was evaluated before in the same series', () => {
    const series = new BatchSeries();
    const sequels = law(({ task }, candles, whole, drawn) => {
      for (const number of [...drawn.slice(0, 3), 0]) {
        const trials = Array.from({ length: task.plan.count }, (_, trial) => trial).slice(
          number % (task.plan.count + 1),
        );
        const some = part(task, (columns) => columns.map((column) => column.slice(task.plan.count - trials.length)));
        expectSameBits(series.evaluate(some, candles), trialsOf(whole, trials));
      }
    });
    fc.assert(sequels, aQuarter);
  });

  it('batches that are evaluated in turns with it, or given up', () => {
    const turns = fc.property(
      fc.array(evaluationCases(), { minLength: 2, maxLength: 3 }),
      fc.nat(20),
      (cases, given) => {
        const open = cases.map((some) => ({ some, steps: evaluateStepwise(some.task, candlesOfCase(some)) }));
        const found: (EvaluationResult | undefined)[] = cases.map(() => undefined);
        for (let turn = 0; open.some((_, i) => i > 0 && !found[i]); turn++) {
          open.forEach(({ steps }, i) => {
            // The first is given up after some steps.
            if (found[i] || (i === 0 && turn > given)) return;
            const step = steps.next();
            if (step.done) found[i] = step.value;
          });
        }
        cases.forEach((some, i) => {
          const mine = found[i];
          if (mine) expectSameBits(mine, evaluateBatch(some.task, candlesOfCase(some)));
        });
      },
    );
    fc.assert(turns, aQuarter);
  });
});

it('what a batch is said to be before it is evaluated is true', () => {
  const told = law((some, candles, { failures }) => {
    const { tier, trials, bars, unusable } = explainBatch(some.task, candles);
    const { plan, bars: range } = some.task;
    expect({ tier, trials, bars, unusable }).toEqual({
      tier: tierOfTask(some.task, candles),
      trials: plan.count,
      bars: range.to - range.from,
      unusable: failures.length,
    });
  });
  fc.assert(told, aQuarter);
});
