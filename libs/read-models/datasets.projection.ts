import { datasetEvents } from '#domain/dataset';
import type { JsonValue } from '#kernel';
import type { Projection, ReadDocument } from './projection';

export const DATASETS = 'datasets';

/** One imported dataset; `_id` is its content hash. */
export interface DatasetDocument extends ReadDocument {
  symbol: string;
  interval: string;
  bars: number;
  first: string;
  last: string;
  origin: string;
  quality: JsonValue;
  importedAt: string;
}

export const datasetsProjection: Projection = {
  name: 'datasets',
  collections: { [DATASETS]: [['symbol']] },
  types: datasetEvents.types,
  affected: () => null,
  async project(stored, view) {
    const { data } = datasetEvents.decode(stored);
    const { hash, quality, ...facts } = data;
    view.put<DatasetDocument>(DATASETS, { _id: hash, _pos: stored.position, ...facts, quality: quality as JsonValue });
  },
};
