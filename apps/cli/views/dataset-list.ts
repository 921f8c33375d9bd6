import type { DatasetDocument } from '#read-models';
import type { Answer } from '../answer';
import type { Column } from '../listing';
import { count, shortHash } from '../terminal/numbers';

export function datasetAnswer(items: DatasetDocument[], single: boolean): Answer {
  const [only] = items;
  return {
    ...(single && only && { document: publicDataset(only) }),
    list: { columns: COLUMNS, rows: items, name: ({ _id }) => _id, json: publicDataset },
    whenEmpty: 'No data yet. `paramo data import <file.csv>` stores candles; a run stores those it uses.',
  };
}

export function publicDataset({ _id: hash, _pos: _, ...facts }: DatasetDocument) {
  return { hash, ...facts };
}

const COLUMNS: readonly Column<DatasetDocument>[] = [
  { id: 'hash', keep: true, value: ({ _id }) => _id, text: ({ _id }) => shortHash(_id), wideText: ({ _id }) => _id },
  { id: 'symbol', keep: true, value: ({ symbol }) => symbol },
  { id: 'interval', keep: true, value: ({ interval }) => interval },
  { id: 'bars', align: 'right', value: ({ bars }) => bars, text: ({ bars }) => count(bars) },
  { id: 'first', value: ({ first }) => first, text: ({ first }) => first.slice(0, 10) },
  { id: 'last', value: ({ last }) => last, text: ({ last }) => last.slice(0, 10) },
  { id: 'origin', value: ({ origin }) => origin },
  { id: 'importedAt', wide: true, value: ({ importedAt }) => importedAt },
];
