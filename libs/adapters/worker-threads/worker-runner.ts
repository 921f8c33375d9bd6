import {
  type BacktestRunner,
  type CandleLoader,
  type EvaluateOptions,
  type EvaluationResult,
  type EvaluationTask,
  RunnerClosedError,
} from '#quant/backtest';
import { DutyCycle, type PaceOptions } from './duty-cycle';
import { EvaluationSlot, type MemoryOptions } from './evaluation-slot';
import { sharedCandles } from './shared-candles';

export interface WorkerRunnerOptions {
  /** Threads, hence batches at once; at least 1. */
  workers: number;
  candles: CandleLoader;
  /** Megabytes of objects a thread may have before it is ended, with its batch; without it, Node's own limit. */
  maxHeapMb?: number;
  /** Objects and buffers of a thread together, measured after each batch; without it, they are not. */
  memory?: MemoryOptions;
  /** How much of the time each thread may be busy; without it, always. */
  pace?: PaceOptions;
}

/** Evaluates batches on worker threads, which are started when they are first needed. */
export function createWorkerRunner(options: WorkerRunnerOptions): BacktestRunner {
  return new WorkerRunner(options);
}

interface Waiting {
  start(slot: EvaluationSlot): void;
  giveUp(error: Error): void;
}

class WorkerRunner implements BacktestRunner {
  readonly concurrency: number;
  private readonly candles: CandleLoader;
  private readonly slots: readonly EvaluationSlot[];
  private readonly free: EvaluationSlot[];
  private readonly waiting: Waiting[] = [];
  private readonly duty: DutyCycle | null;
  private closed = false;

  constructor({ workers, candles, maxHeapMb, memory, pace }: WorkerRunnerOptions) {
    if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`workers is ${workers}, expected 1 or more.`);
    this.concurrency = workers;
    this.candles = sharedCandles(candles);
    this.slots = Array.from(
      { length: workers },
      (_, i) => new EvaluationSlot(`evaluation-${i + 1}`, { maxHeapMb, memory }),
    );
    this.free = [...this.slots];
    this.duty = pace ? new DutyCycle(pace) : null;
  }

  async evaluate(task: EvaluationTask, options: EvaluateOptions = {}): Promise<EvaluationResult> {
    options.signal?.throwIfAborted();
    const candles = await this.candles(task.dataset);
    const slot = await this.acquire(options.signal);
    const rest = this.duty?.begin();
    try {
      this.requireOpen();
      return await slot.evaluate(task, candles, options);
    } catch (error) {
      throw this.closed ? new RunnerClosedError() : error;
    } finally {
      // The result does not wait: only the next batch does.
      if (rest && !this.closed) rest(() => this.release(slot));
      else this.release(slot);
    }
  }

  async letGo(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.endIfIdle()));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.duty?.close();
    for (const { giveUp } of this.waiting.splice(0)) giveUp(new RunnerClosedError());
    await Promise.all(this.slots.map((slot) => slot.close()));
  }

  /** A free slot, or the first that becomes free after those who came before have had theirs. */
  private async acquire(signal: AbortSignal | undefined): Promise<EvaluationSlot> {
    this.requireOpen();
    const slot = this.free.pop();
    if (slot) return slot;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(signal?.reason as Error);
      };
      const served =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', leave);
          settle(value);
        };
      const entry: Waiting = { start: served(resolve), giveUp: served(reject) };
      this.waiting.push(entry);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  private requireOpen(): void {
    if (this.closed) throw new RunnerClosedError();
  }

  private release(slot: EvaluationSlot): void {
    const next = this.waiting.shift();
    if (next) next.start(slot);
    else this.free.push(slot);
  }
}
