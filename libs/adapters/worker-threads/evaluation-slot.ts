import { Rejected, type Rejection } from '#kernel';
import {
  BatchCrashedError,
  BatchTimeoutError,
  type EvaluateOptions,
  type EvaluationResult,
  type EvaluationTask,
} from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { compiledThreadFile, startThread, type Thread, ThreadCrashedError, ThreadTimeoutError } from '#threads';
import type { EvaluationMethods } from './evaluation.thread';

/** Time a thread has to load its code: the deadline of a batch is for the work alone. */
const START_TIMEOUT_MS = 60_000;

/** A place where one batch at a time is evaluated: a thread, replaced by a fresh one whenever it had to be ended. */
export class EvaluationSlot {
  private thread: Thread<EvaluationMethods> | null = null;

  constructor(
    private readonly name: string,
    private readonly maxMemoryMb: number | undefined,
  ) {}

  async evaluate(
    task: EvaluationTask,
    candles: Candles,
    { signal, timeoutMs }: EvaluateOptions,
  ): Promise<EvaluationResult> {
    signal?.throwIfAborted();
    const thread = (this.thread ??= this.start());
    const giveUp = (): void => void this.end();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      await thread.request('ready', null, { timeoutMs: START_TIMEOUT_MS });
      return await thread.request('evaluate', { task, candles }, { timeoutMs });
    } catch (error) {
      signal?.throwIfAborted();
      throw await this.explain(error, task.plan.count, timeoutMs);
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the thread now; a batch on it is rejected. */
  async end(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.terminate();
  }

  private start(): Thread<EvaluationMethods> {
    const thread = startThread<EvaluationMethods>(compiledThreadFile(__dirname, 'evaluation.thread'), {
      name: this.name,
      resourceLimits: this.maxMemoryMb === undefined ? undefined : { maxOldGenerationSizeMb: this.maxMemoryMb },
    });
    thread.onExit(() => {
      if (this.thread === thread) this.thread = null;
    });
    return thread;
  }

  private async explain(error: unknown, trials: number, timeoutMs = 0): Promise<unknown> {
    if (error instanceof ThreadTimeoutError) {
      await this.end();
      if (error.method === 'ready') return new BatchCrashedError(trials, 'it did not start', { cause: error });
      return new BatchTimeoutError(trials, timeoutMs);
    }
    if (error instanceof ThreadCrashedError) return new BatchCrashedError(trials, error.reason, { cause: error });
    return isRejection(error) ? new Rejected(error.rejection) : error;
  }
}

/** A `Rejected` that crossed the thread border has kept its fields, but not its class. */
function isRejection(error: unknown): error is { rejection: Rejection } {
  return error instanceof Error && error.name === 'Rejected' && 'rejection' in error;
}
