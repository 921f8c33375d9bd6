import type { OptimizationDocument } from '#read-models';
import type { Answer } from '../answer';
import type { Column } from '../listing';
import { count, NOTHING } from '../terminal/numbers';
import type { Paint } from '../terminal/terminal';

/** Optimizations, newest first; one document instead of a page when `total` is null. */
export function optimizationAnswer(items: OptimizationDocument[], total: number | null): Answer {
  const documents = items.map(publicOptimization);
  return {
    document: total === null ? documents[0] : { items: documents, total },
    list: { columns: COLUMNS, rows: items, name: ({ _id }) => _id, json: publicOptimization, arranged: true },
    whenEmpty: 'No optimizations yet. `paramo demo` runs one in half a minute; `paramo run <file>` runs yours.',
  };
}

/** Without the fields that only the store needs. */
export function publicOptimization({ _id: id, _pos: _, requestedPosition: __, ...facts }: OptimizationDocument) {
  return { id, ...facts };
}

const COLUMNS: readonly Column<OptimizationDocument>[] = [
  { id: 'number', title: '#', align: 'right', keep: true, value: ({ number }) => number },
  { id: 'id', keep: true, value: ({ _id }) => _id },
  {
    id: 'status',
    keep: true,
    value: ({ status }) => status,
    text: ({ status }, { paint }) => statusColor(status, paint)(status),
  },
  { id: 'name', value: ({ name }) => name },
  { id: 'strategy', value: ({ strategy }) => strategy },
  { id: 'data', value: ({ symbol, interval }) => `${symbol} ${interval}` },
  {
    id: 'trials',
    align: 'right',
    value: ({ trials }) => trials.evaluated,
    text: ({ trials }) => `${count(trials.evaluated)}/${count(trials.total)}`,
  },
  {
    id: 'verdict',
    value: ({ verdict }) => verdict?.decision ?? null,
    text: ({ verdict }) => verdict?.decision ?? NOTHING,
  },
  {
    id: 'requested',
    value: ({ requestedAt }) => requestedAt,
    text: ({ requestedAt }) => requestedAt.slice(0, 16).replace('T', ' '),
  },
  { id: 'failed', align: 'right', wide: true, value: ({ trials }) => trials.failed },
  { id: 'method', wide: true, value: ({ method }) => method },
  { id: 'objective', wide: true, value: ({ objective }) => objective.metric },
  { id: 'pick', align: 'right', wide: true, value: ({ pick }) => pick },
  { id: 'peak', align: 'right', wide: true, value: ({ peak }) => peak },
  { id: 'resultHash', wide: true, value: ({ resultHash }) => resultHash },
];

export function statusColor(status: OptimizationDocument['status'], paint: Paint): (text: string) => string {
  switch (status) {
    case 'completed':
      return paint.green;
    case 'failed':
      return paint.red;
    case 'cancelled':
    case 'paused':
      return paint.yellow;
    case 'running':
      return paint.cyan;
  }
}
