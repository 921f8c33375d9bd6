import { type OptimizationEvent, optimizationEvents } from '#domain/optimization';
import { type EncodedEvent, eventIdOf } from '#event-sourcing';
import { type JsonValue, uuidV5 } from '#kernel';
import type { Job } from '#messaging';

export const BATCH_QUEUE = 'batches';

/** All an executor needs, as plain JSON: it reads nothing else but the candles. */
export interface BatchJob {
  optimizationId: string;
  spec: JsonValue;
  /** `BatchPlanned`, as the log has it. */
  planned: EncodedEvent;
  trialTimeoutMs: number;
  /** 0 for the first evaluation, 1 for the first retry … */
  attempt: number;
}

/** Planning a batch is one intention, whoever carries it out and however often. */
export function planCommandId(optimizationId: string, batch: number): string {
  return uuidV5(`${optimizationId}/plan/${batch}`);
}

/** Id of the `BatchPlanned` event: what causes the batch's result. */
export function plannedEventId(optimizationId: string, batch: number): string {
  return eventIdOf(planCommandId(optimizationId, batch), 0);
}

export function batchJob(
  optimizationId: string,
  request: { spec: unknown; trialTimeoutMs: number },
  { batch, planned, attempt }: { batch: number; planned: EncodedEvent; attempt: number },
): Job<BatchJob> {
  return {
    id: `${optimizationId}/${batch}/${attempt}`,
    payload: {
      optimizationId,
      spec: request.spec as JsonValue,
      planned,
      trialTimeoutMs: request.trialTimeoutMs,
      attempt,
    },
  };
}

export function planOf(job: BatchJob): Extract<OptimizationEvent, { type: 'BatchPlanned' }>['data'] {
  const event = optimizationEvents.decode(job.planned);
  if (event.type !== 'BatchPlanned') throw new Error(`A batch job carries a ${event.type}.`);
  return event.data;
}
