import { defineEvents, type EventHeadOf, type EventOf, packColumns, type StoredData } from '#event-sourcing';
import { decodeFloat64 } from '#kernel';
import { z } from 'zod';

/** Metric ids and trials: how many columns there are, and how long they are. */
interface BatchHead {
  metrics: readonly string[];
  count: number;
}

const shapeOf = ({ metrics, count }: BatchHead) => ({ columns: metrics.length, rows: count });

const definitions = {
  BatchEvaluated: {
    doc: 'All trials of one batch, as columns: a double per trial and metric, beside the JSON. NaN where the metric is not defined or the trial failed. Appended once: the first event of its stream, with a deterministic id.',
    schema: z.object({
      optimizationId: z.string(),
      batch: z.int().nonnegative(),
      firstTrial: z.int().nonnegative(),
      count: z.int().positive(),
      /** Metric ids, in the order of the columns. */
      metrics: z.array(z.string()),
      /** Trials that could not be evaluated: index within the batch, and why. */
      failures: z.array(z.object({ index: z.int().nonnegative(), reason: z.string() })),
      engineVersion: z.string(),
      resultHash: z.string(),
    }),
    example: {
      optimizationId: 'opt_20260102_030405_abc123',
      batch: 0,
      firstTrial: 0,
      count: 3,
      metrics: ['sharpe_ratio'],
      columns: [new Float64Array([1.5, Number.NaN, -0])],
      failures: [{ index: 1, reason: 'fast must be below slow' }],
      engineVersion: '1',
      resultHash: 'ef56',
    },
    columns: shapeOf,
    upcasters: [columnsBesideJson],
  },
  ResultDiverged: {
    doc: 'The same batch was evaluated again with another result: determinism is broken, somebody must look.',
    schema: z.object({
      optimizationId: z.string(),
      batch: z.int().nonnegative(),
      storedHash: z.string(),
      otherHash: z.string(),
    }),
    example: { optimizationId: 'opt_20260102_030405_abc123', batch: 0, storedHash: 'ef56', otherHash: 'aa00' },
  },
};

/** Version 1 had the columns in the JSON, each as base64. */
function columnsBesideJson({ data }: StoredData): StoredData {
  const { columns, ...head } = data as unknown as BatchHead & { columns: string[] };
  return {
    data: { ...head, metrics: [...head.metrics] },
    bytes: packColumns(columns.map(decodeFloat64), shapeOf(head)),
  };
}

/** Stream `batch-<optimization>-<n>`, or `…-<n>-retry-<attempt>`: the results of one evaluation of one batch. */
export const batchEvents = defineEvents(definitions);
export type BatchEvent = EventOf<typeof definitions>;
export type BatchEventHead = EventHeadOf<typeof definitions>;
export type BatchEvaluated = Extract<BatchEvent, { type: 'BatchEvaluated' }>['data'];

export const batchStream = (optimizationId: string, batch: number, attempt = 0): string =>
  `batch-${optimizationId}-${batch}${attempt === 0 ? '' : `-retry-${attempt}`}`;
export const BATCH_STREAMS = 'batch-';

/** The inverse of `batchStream`: whose results a stream holds, without a look at them. Throws a RangeError for other streams. */
export function batchOfStream(stream: string): { optimizationId: string; batch: number; attempt: number } {
  const [, optimizationId, batch, attempt = '0'] = /^batch-(.+?)-(\d+)(?:-retry-(\d+))?$/.exec(stream) ?? [];
  if (optimizationId === undefined) throw new RangeError(`${stream} is no stream of a batch.`);
  return { optimizationId, batch: Number(batch), attempt: Number(attempt) };
}
