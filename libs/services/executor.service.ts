import { batchEvents, type BatchEvaluated, batchResultHash, batchStream } from '#domain/optimization';
import type { EventStore } from '#event-sourcing';
import { uuidV5 } from '#kernel';
import type { Delivery, Job } from '#messaging';
import { ENGINE_VERSION, type EvaluationResult } from '#quant/backtest';
import { asOptimizationSpec, evaluationTask } from '#spec';
import { BATCH_QUEUE, type BatchJob, planOf } from './batch-job';
import type { Platform } from './platform.port';

/** Evaluations of one batch before its trials are recorded as failed. */
const MAX_DELIVERIES = 3;
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
  return platform.jobs.consume(
    BATCH_QUEUE,
    {
      concurrency: platform.runner.concurrency,
      ackWaitMs: ACK_WAIT_MS,
      maxDeliveries: MAX_DELIVERIES,
      retryDelayMs: RETRY_DELAY_MS,
      onExhausted: (job, error) => recordAsFailed(platform, job as Job<BatchJob>, error),
    },
    (delivery) => evaluate(platform, delivery as Delivery<BatchJob>),
  );
}

async function evaluate(platform: Platform, delivery: Delivery<BatchJob>): Promise<void> {
  const job = delivery.job.payload;
  const plan = planOf(job);
  const { optimizationId } = job;
  const stream = batchStream(optimizationId, plan.batch);
  if ((await platform.store.streamRevision(stream)) !== 'no-stream') return;
  const told = { optimizationId, batch: plan.batch, trials: plan.plan.count };
  const tell = (state: BatchProgress['state']): Promise<void> =>
    platform.bus.publish({ subject: `paramo.progress.${optimizationId}`, payload: { ...told, state } });
  await tell('started');
  const heartbeat = setInterval(() => delivery.working(), ACK_WAIT_MS / 3);
  try {
    const task = evaluationTask(asOptimizationSpec(job.spec), plan.plan);
    const timeoutMs = batchDeadline(job.trialTimeoutMs, plan.plan.count);
    const result = await platform.runner.evaluate(task, { signal: delivery.signal, timeoutMs });
    await record(platform.store, resultOf(job, task.metrics, result));
    await tell('finished');
  } finally {
    clearInterval(heartbeat);
  }
}

/** A batch may take as long as all its trials may, but no longer than ten minutes, unless a single trial may. */
function batchDeadline(trialTimeoutMs: number, trials: number): number {
  return Math.min(trialTimeoutMs * trials, Math.max(trialTimeoutMs, 600_000));
}

function resultOf(job: BatchJob, metrics: string[], { columns, failures }: EvaluationResult): BatchEvaluated {
  const plan = planOf(job);
  const result = {
    optimizationId: job.optimizationId,
    batch: plan.batch,
    firstTrial: plan.firstTrial,
    count: plan.plan.count,
    metrics,
    columns,
    failures,
    engineVersion: ENGINE_VERSION,
  };
  return { ...result, resultHash: batchResultHash(result) };
}

/** Appends once. If the batch was recorded before with another result, that is said in its stream for everybody to see. */
async function record(store: EventStore, data: BatchEvaluated): Promise<void> {
  const stream = batchStream(data.optimizationId, data.batch);
  const metadata = { correlationId: data.optimizationId, causationId: uuidV5(`${stream}/planned`) };
  const event = batchEvents.encode({ type: 'BatchEvaluated', data });
  const appended = await store.append(stream, [{ ...event, id: uuidV5(`${stream}/evaluated`), metadata }], 'no-stream');
  if (!appended.idempotent) return;
  for await (const first of store.readStream(stream, { limit: 1 })) {
    const stored = batchEvents.decode(first);
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

/** A batch that cannot be evaluated is recorded as such, so that the optimization ends and says why. */
async function recordAsFailed(platform: Platform, job: Job<BatchJob>, error: unknown): Promise<void> {
  const plan = planOf(job.payload);
  const reason = error instanceof Error ? error.message : String(error);
  platform.report({ during: `batch ${job.id}`, correlationId: job.payload.optimizationId, error });
  const { metrics } = asOptimizationSpec(job.payload.spec);
  const { count } = plan.plan;
  await record(
    platform.store,
    resultOf(job.payload, metrics, {
      columns: metrics.map(() => new Float64Array(count).fill(Number.NaN)),
      failures: Array.from({ length: count }, (_, index) => ({ index, reason })),
    }),
  );
}
