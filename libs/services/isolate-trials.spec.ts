import fc from 'fast-check';
import { createInlineRunner } from '#adapters/memory';
import { createWorkerRunner } from '#adapters/worker-threads';
import {
  BatchCrashedError,
  BatchTimeoutError,
  type BacktestRunner,
  DEFAULT_BACKTEST_SETTINGS,
  evaluateBatch,
  type EvaluationResult,
  type EvaluationTask,
} from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { planSets } from '#quant/space';
import { flatMarket, spaceOf } from '#testing';
import { evaluateIsolating, type IsolationOptions } from './isolate-trials';

const wave = flatMarket(...Array.from({ length: 60 }, (_, bar) => 100 + 20 * Math.sin(bar / 5)));

/** Means over 1 … `trials` bars. */
function sweep(trials: number): EvaluationTask {
  return {
    strategy: {
      name: 'above', title: 'Above', category: 'custom', version: 1, direction: 'long', constraints: [],
      parameters: { length: { kind: 'integer', default: 5, min: 1, max: 1_000_000, step: 1 } },
      enterLong: 'close > sma(close, length)',
      exitLong: 'close < sma(close, length)',
    },
    space: {
      parameters: [{ name: 'length', domain: { kind: 'integer', min: 1, max: trials, step: 1 } }],
      constraints: [],
    },
    fixed: {},
    plan: { kind: 'range', start: '0', end: String(trials), count: trials },
    settings: { ...DEFAULT_BACKTEST_SETTINGS },
    metrics: ['total_return_percent', 'trades'],
    dataset: 'wave',
    bars: { from: 0, to: 60 },
  }; // prettier-ignore
}

/** The value of the parameter of every trial. */
function valuesOf({ space, plan }: EvaluationTask): unknown[] {
  return [...planSets(spaceOf(space), plan)].map((set) => Object.values(set)[0]);
}

/** Evaluates like `evaluateBatch`, but fails as a whole when one of `poison` is in it. */
function fragile(
  poison: ReadonlySet<number>,
  error: (task: EvaluationTask) => Error,
): (task: EvaluationTask) => Promise<EvaluationResult> {
  return async (task) => {
    if (valuesOf(task).some((value) => poison.has(Number(value)))) throw error(task);
    return evaluateBatch(task, wave);
  };
}

const crash = ({ plan }: EvaluationTask): Error => new BatchCrashedError(plan.count, 'out of memory');

function isolating(
  evaluate: IsolationOptions['evaluate'],
): IsolationOptions & { evaluations: number; troubles: unknown[] } {
  const options = {
    evaluations: 0,
    troubles: [] as unknown[],
    evaluate: (task: EvaluationTask) => {
      options.evaluations++;
      return evaluate(task);
    },
    patienceMs: Infinity,
    isOfTrials: () => true,
    onTrouble: (error: unknown) => void options.troubles.push(error),
  };
  return options;
}

/** The bits of an untroubled evaluation, NaN for the trials that failed. */
function without(failed: readonly number[], task: EvaluationTask): Float64Array[] {
  const { columns } = evaluateBatch(task, wave);
  for (const index of failed) for (const column of columns) column[index] = NaN;
  return columns;
}

describe('isolating trials that fail their batch', () => {
  it('evaluates a batch without any once', async () => {
    const options = isolating(fragile(new Set(), crash));
    expect(await evaluateIsolating(sweep(20), options)).toEqual(evaluateBatch(sweep(20), wave));
    expect(options).toMatchObject({ evaluations: 1, troubles: [] });
  });

  it('finds them wherever they are; all others have the bits of an untroubled evaluation', async () => {
    const poisoned = fc
      .integer({ min: 1, max: 70 })
      .chain((trials) =>
        fc.tuple(fc.constant(trials), fc.uniqueArray(fc.nat(trials - 1), { minLength: 1, maxLength: 8 })),
      );
    await fc.assert(
      fc.asyncProperty(poisoned, async ([trials, drawn]) => {
        const failed = drawn.sort((a, b) => a - b);
        const task = sweep(trials);
        const options = isolating(fragile(new Set(failed.map((index) => index + 1)), crash));
        const { columns, failures } = await evaluateIsolating(task, options);
        expect(failures).toEqual(failed.map((index) => ({ index, reason: 'crashed its evaluator: out of memory' })));
        expect(columns).toEqual(without(failed, task));
        expect(options.evaluations).toBeLessThanOrEqual(1 + 2 * failed.length * Math.ceil(Math.log2(trials)));
        expect(options.troubles).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the failures that a part tells itself', async () => {
    const task = sweep(4);
    task.space.parameters = [{ name: 'length', domain: { kind: 'list', values: [3, -1, 7, 4] } }];
    const { failures } = await evaluateIsolating(task, isolating(fragile(new Set([4]), crash)));
    expect(failures.map(({ index }) => index)).toEqual([1, 3]);
    expect(failures[0]?.reason).toContain('-1');
  });

  it.each([
    ['took longer', new BatchTimeoutError(1, 250), 'took longer than 250 ms'],
    ['crashed', new BatchCrashedError(1, 'it exited with code 3.'), 'crashed its evaluator: it exited with code 3.'],
    ['threw', new RangeError('Invalid array length'), 'Invalid array length'],
  ])('says of a trial that it %s', async (_, error, reason) => {
    const { failures } = await evaluateIsolating(sweep(2), isolating(fragile(new Set([2]), () => error)));
    expect(failures).toEqual([{ index: 1, reason }]);
  });

  it('gives the rest up when too many trials fail', async () => {
    const task = sweep(1024);
    const all = new Set(valuesOf(task).map(Number));
    const options = isolating(fragile(all, crash));
    const { failures } = await evaluateIsolating(task, options);
    expect(options.evaluations).toBe(1 + 2 * 8 * 10);
    expect(failures.map(({ index }) => index)).toEqual(Array.from({ length: 1024 }, (_, index) => index));
    expect(failures.at(-1)?.reason).toBe(
      'not evaluated, for too many trials of its batch failed; the last: crashed its evaluator: out of memory',
    );
  });

  it('gives the rest up when it has waited long enough', async () => {
    const late = ({ plan }: EvaluationTask): Error => new BatchTimeoutError(plan.count, 10 * plan.count);
    const options = { ...isolating(fragile(new Set([1, 8]), late)), patienceMs: 160 };
    const { failures } = await evaluateIsolating(sweep(8), options);
    // 80 + 40 + 20 + 10 ms for the first, another 40 for the half with the second.
    expect(failures.map(({ index }) => index)).toEqual([0, 4, 5, 6, 7]);
    expect(failures[0]?.reason).toBe('took longer than 10 ms');
    expect(failures[1]?.reason).toMatch(/^not evaluated.*took longer than 40 ms$/);
  });

  it('ends with an error that says nothing about the trials', async () => {
    const closed = new Error('closed');
    const options = { ...isolating(fragile(new Set([3]), () => closed)), isOfTrials: () => false };
    await expect(evaluateIsolating(sweep(4), options)).rejects.toBe(closed);
  });
});

describe('isolating trials on real evaluators', () => {
  const BARS = 200_000;
  const flat = new Float64Array(BARS).fill(100);
  /** Every other bar rises. */
  const many: Candles = {
    symbol: 'MANY', interval: '1m', time: flat.map((_, bar) => bar * 60_000),
    open: flat.map((price, bar) => price - (bar % 2)), high: flat, low: flat.map((price) => price - 1), close: flat, volume: flat,
  }; // prettier-ignore
  const candles = (): Promise<Candles> => Promise.resolve(many);

  /** Trials that differ in one parameter. */
  function task(rules: { enterLong: string; exitLong: string }, values: number[], metrics: string[]): EvaluationTask {
    return {
      ...sweep(1),
      strategy: { ...sweep(1).strategy, direction: 'reverse', ...rules },
      space: { parameters: [{ name: 'length', domain: { kind: 'list', values } }], constraints: [] },
      plan: { kind: 'range', start: '0', end: String(values.length), count: values.length },
      settings: { ...DEFAULT_BACKTEST_SETTINGS, commissionPercent: 0, slippagePercent: 0, fill: 'close', sizing: { kind: 'units', units: 1 } },
      metrics,
      bars: { from: 0, to: BARS },
    }; // prettier-ignore
  }

  const within = async (runner: BacktestRunner, asked: EvaluationTask, trialMs: number): Promise<EvaluationResult> => {
    try {
      const evaluate = (part: EvaluationTask): Promise<EvaluationResult> =>
        runner.evaluate(part, { timeoutMs: trialMs * part.plan.count });
      return await evaluateIsolating(asked, { ...isolating(evaluate) });
    } finally {
      await runner.close();
    }
  };

  /** Trades on every other bar where `length` is 1: more of them than a small heap can hold. */
  const hungry = task(
    { enterLong: 'close > open and length < 2', exitLong: 'close <= open and length < 2' },
    [2, 3, 1, 4, 5, 1.5],
    ['trades', 'ulcer_index'],
  );

  it('finds those that use up the memory of their thread', async () => {
    const runner = createWorkerRunner({ workers: 1, candles, maxHeapMb: 16 });
    const { failures, columns } = await within(runner, hungry, 60_000);
    expect(failures.map(({ index }) => index)).toEqual([2, 5]);
    for (const { reason } of failures) expect(reason).toMatch(/^crashed its evaluator: .*out of memory/);
    expect(columns[0]).toEqual(Float64Array.of(0, 0, NaN, 0, 0, NaN));
  });

  /** The second trial looks back at half of all bars, at every bar. */
  const slow = (bars: number): EvaluationTask => ({
    ...task({ enterLong: 'alma(close, length) > 999', exitLong: 'alma(close, length) < 0' }, [3, bars / 2], ['trades']),
    bars: { from: 0, to: bars },
  });

  it.each([
    ['that can be ended', () => createWorkerRunner({ workers: 1, candles }), 100_000, 1000],
    ['that must be waited for', () => createInlineRunner({ candles }), 70_000, 600],
  ])('finds those that do not end in time, on an evaluator %s', async (_, open, bars, trialMs) => {
    const { failures, columns } = await within(open(), slow(bars), trialMs);
    expect(failures).toEqual([{ index: 1, reason: `took longer than ${trialMs} ms` }]);
    expect(columns[0]).toEqual(Float64Array.of(0, NaN));
  });
});
