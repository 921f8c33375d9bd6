import { batchEvents, type BatchEvaluated, batchResultHash, batchStream, recordedFailures } from '#domain/optimization';
import type { EventStore } from '#event-sourcing';
import { Rejected, uuidV5 } from '#kernel';
import { ClosedError, CorruptBlobError, type Delivery, type Job } from '#messaging';
import { ENGINE_VERSION, type EvaluationResult, type EvaluationTask, RunnerClosedError } from '#quant/backtest';
import { asOptimizationSpec, evaluationTask } from '#spec';
import { BATCH_QUEUE, type BatchJob, planOf, plannedEventId } from './batch-job';
import { sendOptimization } from './commands.service';
import { evaluateIsolating } from './isolate-trials';
import { InterruptedError, persist } from './persist';
import type { Platform } from './platform.port';
import { every } from './timers';

/** Deliveries of one batch; the last one tells trials that cannot be evaluated from those that can. */
const MAX_DELIVERIES = 3;
/** Waiting for parts of a batch that do not finish may take as long as so many whole batches. */
const BATCHES_WAITED = 12;
const RETRY_DELAY_MS = 200;
const ACK_WAIT_MS = 30_000;

/** What an executor says while it works; nothing depends on it. Subject `paramo.progress.<optimization>`. */
export interface BatchProgress {
  optimizationId: string;
  batch: number;
  state: 'started' | 'finished';
  trials: number;
}

/**
 * Evaluates batches: run, append once, acknowledge, in this order. A crash in between runs the batch again, and the
 * log recognises the second append. Returns the stop, which waits for batches under way.
 */
export function serveExecutor(platform: Platform): () => Promise<void> {
  const stopping = new AbortController();
  const stopConsuming = platform.jobs.consume(
    BATCH_QUEUE,
    {
      concurrency: underWay(platform.runner.concurrency),
      ackWaitMs: ACK_WAIT_MS,
      maxDeliveries: MAX_DELIVERIES,
      retryDelayMs: RETRY_DELAY_MS,
      onExhausted: (job, error) => giveUp(platform, job as Job<BatchJob>, error),
    },
    (delivery) => evaluate(platform, delivery as Delivery<BatchJob>, stopping.signal),
  );
  return () => {
    stopping.abort(new ClosedError('executor'));
    return stopConsuming();
  };
}

/** Half as many again as are evaluated at once: while results are recorded, evaluation goes on with the next batches. */
function underWay(evaluators: number): number {
  return evaluators + Math.ceil(evaluators / 2);
}

/**
 * A delivery fails by the batch's own fault only. What the log does not answer or the operating system refuses is tried
 * again meanwhile, with the result in hand when there is one.
 */
async function evaluate(platform: Platform, delivery: Delivery<BatchJob>, stopping: AbortSignal): Promise<void> {
  const { store, bus, runner, timers } = platform;
  const job = delivery.job.payload;
  const plan = planOf(job);
  const { optimizationId } = job;
  const stream = batchStream(optimizationId, plan.batch, job.attempt);
  const told = { optimizationId, batch: plan.batch, trials: plan.plan.count };
  const tell = (state: BatchProgress['state']): Promise<void> =>
    bus.publish({ subject: `paramo.progress.${optimizationId}`, payload: { ...told, state } }).catch(() => undefined);
  const sure = <T>(work: () => Promise<T>): Promise<T> =>
    persist(platform, { during: stream, correlationId: optimizationId }, [delivery.signal, stopping], work);
  const stopHeartbeat = every(timers, ACK_WAIT_MS / 3, () => delivery.working());
  try {
    if ((await sure(() => store.streamRevision(stream))) !== 'no-stream') return;
    await tell('started');
    const task = evaluationTask(asOptimizationSpec(job.spec), plan.plan);
    const run = async (part: EvaluationTask): Promise<EvaluationResult> => {
      const timeoutMs = batchDeadline(job.trialTimeoutMs, part.plan.count);
      const ran = await sure(() => runner.evaluate(part, { signal: delivery.signal, timeoutMs }).catch(ownFault));
      if ('error' in ran) throw ran.error;
      return ran;
    };
    const isolate = (): Promise<EvaluationResult> =>
      evaluateIsolating(task, {
        evaluate: (part) => {
          if (stopping.aborted) throw new InterruptedError(stream, stopping.reason);
          return run(part);
        },
        patienceMs: BATCHES_WAITED * batchDeadline(job.trialTimeoutMs, plan.plan.count),
        isOfTrials: (error) => !delivery.signal.aborted && isOfTrials(error),
        onTrouble: (error) =>
          platform.report({ during: `batch ${delivery.job.id}`, correlationId: optimizationId, error }),
      });
    const evaluated = await (delivery.attempt < MAX_DELIVERIES ? run(task) : isolate());
    const result = resultOf(platform, job, task.metrics, evaluated);
    await sure(() => record(store, stream, result));
    await tell('finished');
  } finally {
    stopHeartbeat();
  }
}

/** Throws what has nothing to do with the batch: something was closed, or the operating system refused a file. */
function ownFault(error: unknown): { error: unknown } {
  const fromAround = [RunnerClosedError, ClosedError].some((kind) => error instanceof kind);
  if (fromAround || (error instanceof Error && 'syscall' in error)) throw error;
  return { error };
}

/** Whether other trials of the batch may fare better: not without the strategy, the metrics or the candles. */
function isOfTrials(error: unknown): boolean {
  return ![InterruptedError, Rejected, CorruptBlobError].some((kind) => error instanceof kind);
}

/** A batch may take as long as all its trials may, but no longer than ten minutes, unless a single trial may. */
function batchDeadline(trialTimeoutMs: number, trials: number): number {
  return Math.min(trialTimeoutMs * trials, Math.max(trialTimeoutMs, 600_000));
}

function resultOf(
  { sha256 }: Platform,
  job: BatchJob,
  metrics: string[],
  { columns, failures }: EvaluationResult,
): BatchEvaluated {
  const plan = planOf(job);
  const result = {
    optimizationId: job.optimizationId,
    batch: plan.batch,
    firstTrial: plan.firstTrial,
    count: plan.plan.count,
    metrics,
    columns,
    failures: recordedFailures(failures),
    engineVersion: ENGINE_VERSION,
  };
  return { ...result, resultHash: batchResultHash(result, sha256) };
}

/** Appends once. If the batch was recorded before with another result, that is said in its stream for everybody to see. */
async function record(store: EventStore, stream: string, data: BatchEvaluated): Promise<void> {
  const metadata = {
    correlationId: data.optimizationId,
    causationId: plannedEventId(data.optimizationId, data.batch),
  };
  const event = batchEvents.encode({ type: 'BatchEvaluated', data });
  const appended = await store.append(stream, [{ ...event, id: uuidV5(`${stream}/evaluated`), metadata }], 'no-stream');
  if (!appended.idempotent) return;
  for await (const first of store.readStream(stream, { limit: 1, bytes: false })) {
    const stored = batchEvents.decodeHead(first);
    if (stored.type !== 'BatchEvaluated' || stored.data.resultHash === data.resultHash) return;
    const diverged = batchEvents.encode({
      type: 'ResultDiverged',
      data: {
        optimizationId: data.optimizationId,
        batch: data.batch,
        storedHash: stored.data.resultHash,
        otherHash: data.resultHash,
      },
    });
    await store.append(
      stream,
      [{ ...diverged, id: uuidV5(`${stream}/diverged/${data.resultHash}`), metadata }],
      'exists',
    );
  }
}

/**
 * What becomes of a batch that was tried often enough. One that was interrupted is handed out again by the planner;
 * without its candles the whole optimization cannot go on; else the batch's trials have failed.
 */
async function giveUp(platform: Platform, job: Job<BatchJob>, error: unknown): Promise<void> {
  const { optimizationId } = job.payload;
  if (error instanceof InterruptedError) return;
  platform.report({ during: `batch ${job.id}`, correlationId: optimizationId, error });
  if (error instanceof Rejected || error instanceof CorruptBlobError) {
    const code = error instanceof Rejected ? error.rejection.code : 'data.invalid';
    const at = new Date(platform.clock.now()).toISOString();
    await sendOptimization(platform, optimizationId, { type: 'fail', code, reason: error.message, at }).catch(
      (refusal: unknown) => {
        if (!(refusal instanceof Rejected)) throw refusal;
      },
    );
  } else {
    await recordAsFailed(platform, job.payload, error);
  }
}

/** A batch that cannot be evaluated is recorded as such, so that the optimization ends and says why. */
async function recordAsFailed(platform: Platform, job: BatchJob, error: unknown): Promise<void> {
  const { store } = platform;
  const { batch, plan } = planOf(job);
  const stream = batchStream(job.optimizationId, batch, job.attempt);
  if ((await store.streamRevision(stream)) !== 'no-stream') return;
  const reason = error instanceof Error ? error.message : String(error);
  const { metrics } = asOptimizationSpec(job.spec);
  const columns = metrics.map(() => new Float64Array(plan.count).fill(Number.NaN));
  const failures = Array.from({ length: plan.count }, (_, index) => ({ index, reason }));
  await record(store, stream, resultOf(platform, job, metrics, { columns, failures }));
}
