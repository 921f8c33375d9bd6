import {
  type BacktestRunner,
  batchInParts,
  BatchTimeoutError,
  type CandleLoader,
  DEFAULT_BACKTEST_SETTINGS,
  evaluateBatch,
  type EvaluationTask,
  RunnerClosedError,
} from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { flatMarket } from './tiny-market';

const BARS = 400;

/** A wave with a drift: enough crossings for every trial to trade. */
function wave(): Candles {
  return flatMarket(...Array.from({ length: BARS }, (_, bar) => 100 + 20 * Math.sin(bar / 9) + bar / 50));
}

/** Windows of 2 … fast + 1 and 2 … slow + 1 bars. */
function sweep(fast: number, slow: number): EvaluationTask {
  const windows = (count: number) => ({ kind: 'integer' as const, min: 2, max: count + 1, step: 1 });
  const parameter = { kind: 'integer' as const, default: 5, min: 2, max: 1_000_000, step: 1 };
  return {
    strategy: {
      name: 'cross', title: 'Cross', category: 'custom', version: 1, direction: 'reverse', constraints: [],
      parameters: { fast: parameter, slow: parameter },
      enterLong: 'crossUp(sma(close, fast), sma(close, slow))',
      exitLong: 'crossDown(sma(close, fast), sma(close, slow))',
    },
    space: {
      parameters: [{ name: 'fast', domain: windows(fast) }, { name: 'slow', domain: windows(slow) }],
      constraints: [],
    },
    fixed: {},
    plan: { kind: 'range', start: '0', end: String(fast * slow), count: fast * slow },
    settings: { ...DEFAULT_BACKTEST_SETTINGS },
    metrics: ['total_return_percent', 'sharpe_ratio', 'trades'],
    dataset: 'wave',
    bars: { from: 10, to: BARS },
  }; // prettier-ignore
}

/** Work for minutes, in small trials. */
const ENDLESS = sweep(1000, 1000);

/** What every `BacktestRunner` must do. `open` gives a fresh runner that finds its candles with `candles`. */
export function backtestRunnerContract(name: string, open: (candles: CandleLoader) => BacktestRunner): void {
  describe(`${name} is a backtest runner`, () => {
    let runner: BacktestRunner;
    const loaded: string[] = [];

    beforeEach(() => {
      loaded.length = 0;
      runner = open((dataset) => {
        loaded.push(dataset);
        return dataset === 'wave'
          ? Promise.resolve(wave())
          : Promise.reject(new Error(`There is no dataset ${dataset}`));
      });
    });
    afterEach(() => runner.close());

    it('gives the bits of evaluateBatch', async () => {
      const task = sweep(6, 9);
      expect(await runner.evaluate(task)).toEqual(evaluateBatch(task, wave()));
      expect(runner.concurrency).toBeGreaterThanOrEqual(1);
    });

    it('gives, part by part, the bits of the whole', async () => {
      const task = sweep(6, 9);
      const batch = batchInParts(task);
      const parts = [0, 1, 17, 40].map((from, i, starts) => ({ from, to: starts[i + 1] ?? task.plan.count }));
      for (const part of parts.reverse()) batch.add(part, await runner.evaluate(batch.task(part)));
      expect(batch.result()).toEqual(await runner.evaluate(task));
    });

    it('lets go of what waits for the next batch, and evaluates that one as before', async () => {
      const task = sweep(6, 9);
      const before = await runner.evaluate(task);
      const underWay = runner.evaluate(sweep(9, 9));
      await runner.letGo?.();
      expect(await underWay).toEqual(evaluateBatch(sweep(9, 9), wave()));
      expect(await runner.evaluate(task)).toEqual(before);
    });

    it('takes more batches than it can work on at once', async () => {
      const tasks = Array.from({ length: runner.concurrency + 3 }, (_, i) => sweep(i + 1, 3));
      const results = await Promise.all(tasks.map((task) => runner.evaluate(task)));
      expect(results).toEqual(tasks.map((task) => evaluateBatch(task, wave())));
    });

    it('tells which trials could not be evaluated, and why', async () => {
      const task = sweep(1, 3);
      const { parameters } = task.space;
      const space = {
        constraints: [],
        parameters: parameters.map((one, i) =>
          i === 0 ? { ...one, domain: { kind: 'list' as const, values: [-1] } } : one,
        ),
      };
      const { failures, columns } = await runner.evaluate({ ...task, space });
      expect(failures.map(({ index }) => index)).toEqual([0, 1, 2]);
      expect(failures[0]?.reason).toContain('-1');
      expect(columns.map((column) => [...column])).toEqual(task.metrics.map(() => [NaN, NaN, NaN]));
    });

    it('refuses a task that cannot be evaluated at all', async () => {
      const unknownMetric = { ...sweep(1, 1), metrics: ['sharp_ratio'] };
      await expect(runner.evaluate(unknownMetric)).rejects.toMatchObject({ rejection: { code: 'metric.unknown' } });
      await expect(runner.evaluate({ ...sweep(1, 1), dataset: 'none' })).rejects.toThrow('There is no dataset none');
      expect((await runner.evaluate(sweep(1, 1))).failures).toEqual([]);
    });

    it('gives a batch up at its deadline and works on', async () => {
      await expect(runner.evaluate(ENDLESS, { timeoutMs: 50 })).rejects.toThrow(BatchTimeoutError);
      expect((await runner.evaluate(sweep(2, 2))).failures).toEqual([]);
    });

    it('gives a batch up when told to and works on', async () => {
      const controller = new AbortController();
      const running = runner.evaluate(ENDLESS, { signal: controller.signal });
      const others = Array.from({ length: runner.concurrency }, () => runner.evaluate(sweep(2, 2)));
      controller.abort(new Error('not wanted any more'));
      await expect(running).rejects.toThrow('not wanted any more');
      await expect(runner.evaluate(ENDLESS, { signal: controller.signal })).rejects.toThrow('not wanted any more');
      expect(await Promise.all(others)).toHaveLength(runner.concurrency);
    });

    it('gives up what is under way when it is closed, and takes nothing more', async () => {
      const running = Array.from({ length: runner.concurrency + 1 }, () => runner.evaluate(ENDLESS));
      const ended = Promise.all(running.map((batch) => expect(batch).rejects.toThrow(RunnerClosedError)));
      await runner.close();
      await ended;
      await expect(runner.evaluate(sweep(1, 1))).rejects.toThrow(RunnerClosedError);
      await runner.close();
    });
  });
}
