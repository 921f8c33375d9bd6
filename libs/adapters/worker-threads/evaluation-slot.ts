import { Rejected, type Rejection } from '#kernel';
import {
  BatchCrashedError,
  batchInParts,
  BatchTimeoutError,
  type EvaluateOptions,
  type EvaluationResult,
  type EvaluationTask,
  RunnerClosedError,
} from '#quant/backtest';
import type { Candles } from '#quant/candles';
import { compiledThreadFile, startThread, type Thread, ThreadCrashedError, ThreadTimeoutError } from '#threads';
import type { EvaluationMethods } from './evaluation.thread';
import { requireMemory } from './memory-needed';

/** Time a thread has to load its code: the deadline of a batch is for the work alone. */
const START_TIMEOUT_MS = 60_000;
/** Time it has to tell what it uses. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Megabytes for objects that have just been made, half of Node's own size: as fast, and every thread has its own. */
const YOUNG_GENERATION_MB = 24;

export interface MemoryOptions {
  /** Megabytes (2^20 bytes) that a thread may use. */
  maxMb: number;
  /** Told when a thread was found to use more after a batch, or a part of one, of so many trials. */
  onExceeded: (found: { usedMb: number; trials: number }) => void;
}

/** A place where one batch at a time is evaluated: a thread, replaced by a fresh one whenever it had to be ended. */
export class EvaluationSlot {
  private thread: Thread<EvaluationMethods> | null = null;
  /** The thread that has loaded its code. */
  private ready: Thread<EvaluationMethods> | null = null;
  /** Trials that are evaluated at once; fewer after a thread was found to use too much memory. */
  private trialsAtOnce = Infinity;
  private busy = false;
  private closed = false;

  constructor(
    private readonly name: string,
    private readonly limits: { maxHeapMb: number | undefined; memory: MemoryOptions | undefined },
  ) {}

  /** @throws Rejected `execution.memory-too-small` */
  async evaluate(task: EvaluationTask, candles: Candles, options: EvaluateOptions): Promise<EvaluationResult> {
    this.busy = true;
    try {
      return await this.whole(task, candles, options);
    } finally {
      this.busy = false;
    }
  }

  /** Ends the thread unless a batch is on it. */
  async endIfIdle(): Promise<void> {
    if (!this.busy) await this.end();
  }

  private async whole(task: EvaluationTask, candles: Candles, options: EvaluateOptions): Promise<EvaluationResult> {
    const { memory } = this.limits;
    if (!memory) return this.run(task, candles, options);
    requireMemory(task.bars.to - task.bars.from, memory.maxMb);
    const { count } = task.plan;
    const batch = batchInParts(task);
    const begin = performance.now();
    for (let from = 0, to = 0; from < count; from = to) {
      to = Math.min(count, from + this.trialsAtOnce);
      const part = batch.task({ from, to });
      // In all, the parts may take as long as the batch.
      const left = (options.timeoutMs ?? Infinity) - (performance.now() - begin);
      const timeoutMs = options.timeoutMs && Math.max(1, Math.ceil(left));
      batch.add({ from, to }, await this.run(part, candles, { ...options, timeoutMs }));
      await this.keepWithin(memory, part.plan.count);
    }
    return batch.result();
  }

  /** Ends the thread now; a batch on it is rejected. */
  async end(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    this.ready = null;
    await thread?.terminate();
  }

  /** Ends the thread for good. */
  close(): Promise<void> {
    this.closed = true;
    return this.end();
  }

  /** A thread that uses too much is ended, which gives its memory back, and less is done at once from then on. */
  private async keepWithin({ maxMb, onExceeded }: MemoryOptions, trials: number): Promise<void> {
    const used = this.thread?.request('memory', null, { timeoutMs: ANSWER_TIMEOUT_MS });
    // A thread that does not tell has ended.
    const usedMb = ((await used?.catch(() => 0)) ?? 0) / 2 ** 20;
    if (usedMb <= maxMb) return;
    await this.end();
    this.trialsAtOnce = Math.max(1, trials >> 1);
    onExceeded({ usedMb, trials });
  }

  private async run(
    task: EvaluationTask,
    candles: Candles,
    { signal, timeoutMs }: EvaluateOptions,
  ): Promise<EvaluationResult> {
    signal?.throwIfAborted();
    if (this.closed) throw new RunnerClosedError();
    const thread = (this.thread ??= this.start());
    const giveUp = (): void => void this.end();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      if (this.ready !== thread) await thread.request('ready', null, { timeoutMs: START_TIMEOUT_MS });
      this.ready = thread;
      return await thread.request('evaluate', { task, candles }, { timeoutMs });
    } catch (error) {
      signal?.throwIfAborted();
      throw await this.explain(error, task.plan.count, timeoutMs);
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  private start(): Thread<EvaluationMethods> {
    const { maxHeapMb } = this.limits;
    const thread = startThread<EvaluationMethods>(compiledThreadFile(__dirname, 'evaluation.thread'), {
      name: this.name,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        ...(maxHeapMb !== undefined && { maxOldGenerationSizeMb: maxHeapMb }),
      },
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
