import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import {
  type BacktestRunner,
  BatchTimeoutError,
  type CandleLoader,
  type EvaluateOptions,
  evaluateStepwise,
  type EvaluationResult,
  type EvaluationTask,
  RunnerClosedError,
} from '#quant/backtest';

/** How long the thread is kept before others on it have their turn. */
const SLICE_MS = 20;

/** Evaluates batches on the caller's own thread, one at a time: for tests and for machines without threads to spare. */
export function createInlineRunner(options: { candles: CandleLoader }): BacktestRunner {
  return new InlineRunner(options.candles);
}

class InlineRunner implements BacktestRunner {
  readonly concurrency = 1;
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly candles: CandleLoader) {}

  evaluate(task: EvaluationTask, options: EvaluateOptions = {}): Promise<EvaluationResult> {
    const result = this.last.then(() => this.run(task, options));
    this.last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.last;
  }

  private async run(task: EvaluationTask, options: EvaluateOptions): Promise<EvaluationResult> {
    this.requireGoing(options);
    const candles = await this.candles(task.dataset);
    const started = performance.now();
    const steps = evaluateStepwise(task, candles);
    for (let pause = started + SLICE_MS; ;) {
      const step = steps.next();
      if (step.done) return step.value;
      const now = performance.now();
      if (now - started > (options.timeoutMs ?? Infinity)) {
        throw new BatchTimeoutError(task.plan.count, options.timeoutMs ?? 0);
      }
      if (now < pause) continue;
      await setImmediate();
      this.requireGoing(options);
      pause = performance.now() + SLICE_MS;
    }
  }

  private requireGoing({ signal }: EvaluateOptions): void {
    if (this.closed) throw new RunnerClosedError();
    signal?.throwIfAborted();
  }
}
