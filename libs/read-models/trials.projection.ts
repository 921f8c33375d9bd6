import { batchEvents, optimizationEvents, optimizationOfStream } from '#domain/optimization';
import type { JsonValue } from '#kernel';
import { OPTIMIZATIONS } from './optimizations.projection';
import type { Projection, ReadDocument } from './projection';

export const SPECS = 'specs';
export const PLANS = 'plans';
export const RESULTS = 'results';

/** The resolved specification of one optimization. */
export interface SpecDocument extends ReadDocument {
  spec: JsonValue;
}

/** One batch's plan, as the log has it (columns in base64). */
export interface PlanDocument extends ReadDocument {
  optimizationId: string;
  batch: number;
  /** `BatchPlanned` data, encoded. */
  planned: JsonValue;
}

/** Where one batch's newest results are. They never change, so the columns stay where they are: in the log. */
export interface ResultDocument extends ReadDocument {
  optimizationId: string;
  batch: number;
  /** The stream that begins with them. */
  stream: string;
}

/** Everything the trial questions are answered from beside the columns, a document per batch, found by its key. */
export const trialsProjection: Projection = {
  name: 'trials',
  collections: { [SPECS]: [], [PLANS]: [], [RESULTS]: [] },
  types: ['OptimizationRequested', 'BatchPlanned', 'BatchEvaluated'],
  affected: (event) => ({ collection: OPTIMIZATIONS, id: optimizationOfStream(event.stream) }),

  async project(stored, view) {
    const _pos = stored.position;
    const optimizationId = optimizationOfStream(stored.stream);
    if (stored.type === 'BatchEvaluated') {
      const event = batchEvents.decodeHead(stored);
      if (event.type !== 'BatchEvaluated') return;
      const { batch } = event.data;
      const { stream } = stored;
      view.put<ResultDocument>(RESULTS, { _id: batchKey(optimizationId, batch), _pos, optimizationId, batch, stream });
      return;
    }
    const event = optimizationEvents.decode(stored);
    if (event.type === 'OptimizationRequested') {
      view.put<SpecDocument>(SPECS, { _id: optimizationId, _pos, spec: event.data.spec as JsonValue });
    } else if (event.type === 'BatchPlanned') {
      const { batch } = event.data;
      const planned = optimizationEvents.upcast(stored).data;
      view.put<PlanDocument>(PLANS, { _id: batchKey(optimizationId, batch), _pos, optimizationId, batch, planned });
    }
  },
};

/** Id of the documents of one batch. */
export const batchKey = (optimizationId: string, batch: number): string => `${optimizationId}/${batch}`;
