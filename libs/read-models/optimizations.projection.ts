import {
  batchEvents,
  type OptimizationEvent,
  optimizationEvents,
  optimizationOfStream,
  type OptimizationStatus,
  type RecordedVerdict,
} from '#domain/optimization';
import type { RecordedEvent } from '#event-sourcing';
import { assertNever, uuidV5 } from '#kernel';
import { asOptimizationSpec } from '#spec';
import type { Projection, ProjectionView, ReadDocument } from './projection';

export const OPTIMIZATIONS = 'optimizations';

/** One optimization as lists and pages show it. */
export interface OptimizationDocument extends ReadDocument {
  uuid: string;
  /** 1, 2, 3 … in the order of the log. */
  number: number;
  name: string;
  status: OptimizationStatus;
  /** Revision of its stream. */
  revision: number;
  strategy: string;
  symbol: string;
  interval: string;
  dataset: string;
  method: string;
  seed: number;
  objective: { metric: string; direction: 'maximize' | 'minimize' };
  combinations: string | null;
  feasible: string | null;
  note: string | null;
  /** Trials admitted, planned, evaluated (failed ones included), failed. */
  trials: { total: number; planned: number; evaluated: number; failed: number };
  batches: { planned: number; evaluated: number };
  peak: number | null;
  pick: number | null;
  verdict: RecordedVerdict | null;
  resultHash: string | null;
  specHash: string;
  engineVersion: string;
  /** Why it failed, was paused or was cancelled. */
  reason: string | null;
  requestedAt: string;
  requestedBy: string | null;
  endedAt: string | null;
  /** Position of the request: what `number` is counted by. */
  requestedPosition: number;
  diverged: boolean;
  degraded: boolean;
}

type Change = Partial<Omit<OptimizationDocument, '_id' | '_pos'>>;

export const optimizationsProjection: Projection = {
  name: 'optimizations',
  collections: {
    [OPTIMIZATIONS]: [['status'], ['strategy'], ['symbol'], ['number'], ['requestedPosition'], ['uuid'], ['specHash']],
  },
  types: [...optimizationEvents.types, ...batchEvents.types],
  affected: (event) => ({ collection: OPTIMIZATIONS, id: optimizationOfStream(event.stream) }),

  async project(event, view) {
    if (event.type === 'OptimizationRequested') return create(event, view);
    const id = optimizationOfStream(event.stream);
    const document = await view.get<OptimizationDocument>(OPTIMIZATIONS, id);
    if (document === null || document._pos >= event.position) return;
    const change = optimizationEvents.knows(event.type)
      ? { ...lifeCycle(document, event), revision: event.revision }
      : results(document, event);
    view.put(OPTIMIZATIONS, { ...document, ...change, _pos: event.position });
  },
};

async function create(event: RecordedEvent, view: ProjectionView): Promise<void> {
  const id = optimizationOfStream(event.stream);
  const decoded = optimizationEvents.decode(event);
  if (decoded.type !== 'OptimizationRequested') return;
  const { data } = decoded;
  const spec = asOptimizationSpec(data.spec);
  const earlier = await view.count(OPTIMIZATIONS, { requestedPosition: { $lt: event.position } });
  view.put<OptimizationDocument>(OPTIMIZATIONS, {
    _id: id,
    _pos: event.position,
    uuid: uuidV5(id),
    number: earlier + 1,
    name: data.name,
    status: 'running',
    revision: event.revision,
    strategy: spec.strategy.name,
    symbol: spec.dataset.symbol,
    interval: spec.dataset.interval ?? '',
    dataset: spec.dataset.hash ?? '',
    method: spec.method.name,
    seed: spec.method.seed,
    objective: { ...spec.objective },
    combinations: data.combinations,
    feasible: data.feasible,
    note: data.note,
    trials: { total: data.trials, planned: 0, evaluated: 0, failed: 0 },
    batches: { planned: 0, evaluated: 0 },
    peak: null,
    pick: null,
    verdict: null,
    resultHash: null,
    specHash: data.specHash,
    engineVersion: data.engineVersion,
    reason: null,
    requestedAt: data.requestedAt,
    requestedBy: event.metadata.actor ?? null,
    endedAt: null,
    requestedPosition: event.position,
    diverged: false,
    degraded: false,
  });
}

function lifeCycle(document: OptimizationDocument, stored: RecordedEvent): Change {
  const event: OptimizationEvent = optimizationEvents.decode(stored);
  switch (event.type) {
    case 'OptimizationRequested':
      return {};
    case 'BatchPlanned':
      return {
        trials: { ...document.trials, planned: document.trials.planned + event.data.plan.count },
        batches: { ...document.batches, planned: document.batches.planned + 1 },
      };
    case 'PlanningFinished':
      return { trials: { ...document.trials, total: event.data.trials } };
    case 'OptimizationPaused':
      return { status: 'paused', reason: event.data.reason };
    case 'OptimizationResumed':
      return { status: 'running', reason: null };
    case 'OptimizationCancelled':
      return { status: 'cancelled', reason: event.data.reason, endedAt: event.data.at };
    case 'FailedTrialsRetried': {
      const { trials, batches } = document;
      const { trials: again, failed } = event.data;
      return {
        status: 'running',
        trials: { ...trials, evaluated: trials.evaluated - again, failed: trials.failed - failed },
        batches: { ...batches, evaluated: batches.evaluated - event.data.batches.length },
        ...{ peak: null, pick: null, verdict: null, resultHash: null, reason: null, endedAt: null },
      };
    }
    case 'OptimizationFailed':
      return { status: 'failed', reason: event.data.reason, endedAt: event.data.at };
    case 'OptimizationCompleted': {
      const { peak, pick, verdict, resultHash, at } = event.data;
      return { status: 'completed', peak, pick, verdict, resultHash, endedAt: at };
    }
    default:
      return assertNever(event);
  }
}

function results(document: OptimizationDocument, stored: RecordedEvent): Change {
  const event = batchEvents.decodeHead(stored);
  if (event.type === 'ResultDiverged') return { diverged: true };
  return {
    trials: {
      ...document.trials,
      evaluated: document.trials.evaluated + event.data.count,
      failed: document.trials.failed + event.data.failures.length,
    },
    batches: { ...document.batches, evaluated: document.batches.evaluated + 1 },
  };
}
