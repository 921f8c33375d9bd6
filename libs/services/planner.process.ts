import { uuidV5 } from '#kernel';
import { QueueFullError } from '#messaging';
import type { AskOutput } from '#quant/search';
import { asOptimizationSpec } from '#spec';
import { sendOptimization } from './commands.service';
import { BATCH_QUEUE, type BatchJob, batchJob } from './batch-job';
import type { Platform } from './platform.port';
import type { OptimizationProcess } from './process-host';
import { searchMethodOf } from './search-method';
import type { OptimizationTracker } from './tracker';

/** Batches planned but not yet evaluated, at most: enough to keep every executor busy, few enough to bound the queue. */
const PLAN_AHEAD = 16;

/** Asks the search method, records its plans, hands out jobs, and hands out again what got lost. */
export function plannerProcess(platform: Platform): OptimizationProcess {
  return {
    name: 'planner',
    async advance(tracker) {
      await tracker.refresh();
      while (
        tracker.state.status === 'running' &&
        !tracker.state.planningFinished &&
        tracker.missing.length < PLAN_AHEAD
      ) {
        await planNext(platform, tracker);
        await tracker.refresh();
      }
      if (tracker.isActive) await handOut(platform, tracker);
    },
    async ended(id) {
      await platform.jobs.removeWaiting(BATCH_QUEUE, (job) => (job.payload as BatchJob).optimizationId === id);
    },
  };
}

async function planNext(platform: Platform, tracker: OptimizationTracker): Promise<void> {
  const { id, request, state } = tracker;
  const spec = asOptimizationSpec(request.spec);
  let asked: AskOutput;
  try {
    asked = searchMethodOf(spec).ask({
      space: spec.space,
      seed: spec.method.seed,
      budget: request.trials,
      cursor: tracker.cursor,
      count: request.batchSize,
    });
  } catch (error) {
    await sendOptimization(platform, id, {
      type: 'fail',
      code: 'search.failed',
      reason: `The search method ${spec.method.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      at: new Date(platform.clock.now()).toISOString(),
    });
    return;
  }
  await sendOptimization(
    platform,
    id,
    { type: 'plan-batch', batch: state.plannedBatches, ...asked },
    { commandId: uuidV5(`${id}/plan/${state.plannedBatches}`) },
  );
}

/** The queue drops what it has already; a full queue is filled up at the next look. */
async function handOut(platform: Platform, tracker: OptimizationTracker): Promise<void> {
  for (const plan of tracker.missing) {
    try {
      await platform.jobs.enqueue(BATCH_QUEUE, batchJob(tracker.id, tracker.request, plan));
    } catch (error) {
      if (error instanceof QueueFullError) return;
      throw error;
    }
  }
}
