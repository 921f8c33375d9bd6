import { type BatchEventHead, batchEvents, type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import { count, counted } from '../terminal/numbers';

/** One line about an event, for people. */
export function eventSentence(event: RecordedEvent): string {
  if (optimizationEvents.knows(event.type)) return lifeCycle(optimizationEvents.decode(event), event);
  if (batchEvents.knows(event.type)) return results(batchEvents.decodeHead(event));
  return event.stream;
}

function lifeCycle({ type, data }: OptimizationEvent, { metadata }: RecordedEvent): string {
  switch (type) {
    case 'OptimizationRequested': {
      const by = metadata.actor === undefined ? '' : ` by ${metadata.actor}`;
      return `"${data.name}" asked for${by}: ${counted(data.trials, 'trial')} in batches of ${count(data.batchSize)}`;
    }
    case 'BatchPlanned':
      return `batch ${data.batch}: ${trialRange(data.firstTrial, data.plan.count)} planned`;
    case 'PlanningFinished':
      return `planning finished: ${counted(data.batches, 'batch', 'batches')}, ${counted(data.trials, 'trial')}`;
    case 'OptimizationPaused':
      return withReason('paused', data.reason);
    case 'OptimizationResumed':
      return 'resumed';
    case 'OptimizationCancelled':
      return withReason('cancelled', data.reason);
    case 'FailedTrialsRetried':
      return `retry ${data.attempt}: ${counted(data.failed, 'failed trial')} in ${counted(data.batches.length, 'batch', 'batches')} once more`;
    case 'OptimizationFailed':
      return `failed: ${data.reason} (${data.code})`;
    case 'OptimizationCompleted':
      return `completed: ${counted(data.succeeded, 'trial')}, ${count(data.failed)} failed, peak ${data.peak ?? '—'}, pick ${data.pick ?? '—'}; verdict ${data.verdict.decision}`;
  }
}

function results({ type, data }: BatchEventHead): string {
  switch (type) {
    case 'BatchEvaluated': {
      const failed = data.failures.length === 0 ? '' : `, ${count(data.failures.length)} failed`;
      return `batch ${data.batch}: ${trialRange(data.firstTrial, data.count)} evaluated${failed}`;
    }
    case 'ResultDiverged':
      return `batch ${data.batch}: evaluated again with ANOTHER result; one of the two machines is wrong`;
  }
}

function trialRange(first: number, trials: number): string {
  return trials === 1 ? `trial ${first}` : `trials ${first}–${first + trials - 1}`;
}

function withReason(what: string, reason: string | null): string {
  return reason === null ? what : `${what}: ${reason}`;
}
