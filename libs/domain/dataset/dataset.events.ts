import { defineEvents, type EventOf } from '#event-sourcing';
import { z } from 'zod';

const definitions = {
  DatasetImported: {
    doc: 'Candles were checked and stored. The log carries their hash; the bytes lie in the blob store.',
    schema: z.object({
      /** SHA-256 of the encoded candles: the dataset's id. */
      hash: z.string(),
      symbol: z.string(),
      interval: z.string(),
      bars: z.int().positive(),
      /** First and last bar label. */
      first: z.iso.datetime(),
      last: z.iso.datetime(),
      /** Where it came from: a file's base name or the name of an embedded set; never a path. */
      origin: z.string(),
      /** The quality report at import (`QualityReport` of #quant/candles). */
      quality: z.json(),
      importedAt: z.iso.datetime(),
    }),
    example: {
      hash: '41c0',
      symbol: 'SPY',
      interval: '1d',
      bars: 3522,
      first: '2010-01-04T00:00:00.000Z',
      last: '2023-12-29T00:00:00.000Z',
      origin: 'SPY_1d.csv',
      quality: { verdict: 'ok' },
      importedAt: '2026-01-02T03:04:05.000Z',
    },
  },
};

/** Stream `dataset-<hash>`. */
export const datasetEvents = defineEvents(definitions);
export type DatasetEvent = EventOf<typeof definitions>;

export const datasetStream = (hash: string): string => `dataset-${hash}`;
export const DATASET_STREAMS = 'dataset-';
