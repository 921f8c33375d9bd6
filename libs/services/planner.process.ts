import { QueueFullError } from '#messaging';
import type { AskOutput } from '#quant/search';
import { asOptimizationSpec } from '#spec';
import { sendOptimization } from './commands.service';
import { BATCH_QUEUE, type BatchJob, batchJob, planCommandId } from './batch-job';
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
        tracker.missing.size < PLAN_AHEAD
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
  let asked: AskOutput;
  try {
    asked = ask(tracker);
  } catch (error) {
    const { name } = asOptimizationSpec(request.spec).method;
    await sendOptimization(platform, id, {
      type: 'fail',
      code: 'search.failed',
      reason: `The search method ${name} failed: ${error instanceof Error ? error.message : String(error)}`,
      at: new Date(platform.clock.now()).toISOString(),
    });
    return;
  }
  const batch = state.plannedBatches;
  await sendOptimization(
    platform,
    id,
    { type: 'plan-batch', batch, ...asked },
    { commandId: planCommandId(id, batch) },
  );
}

/** The method's next plan. Throws also when it answers what would never end: nothing, or more than it was admitted for. */
function ask({ request, state, cursor }: OptimizationTracker): AskOutput {
  const spec = asOptimizationSpec(request.spec);
  const asked = searchMethodOf(spec).ask({
    space: spec.space,
    seed: spec.method.seed,
    budget: request.trials,
    cursor,
    count: request.batchSize,
  });
  if (asked.plan === null && !asked.exhausted) throw new Error('it planned nothing and is not exhausted.');
  const planned = state.plannedTrials + (asked.plan?.count ?? 0);
  if (planned > request.trials) throw new Error(`it planned ${planned} trials; ${request.trials} were admitted.`);
  return asked;
}

/** The queue drops what it has already; a full queue is filled up at the next look. */
async function handOut(platform: Platform, tracker: OptimizationTracker): Promise<void> {
  for (const [batch, planned] of tracker.missing) {
    try {
      const attempt = tracker.attemptOf(batch);
      await platform.jobs.enqueue(BATCH_QUEUE, batchJob(tracker.id, tracker.request, { batch, planned, attempt }));
    } catch (error) {
      if (error instanceof QueueFullError) return;
      throw error;
    }
  }
}
