import type { ExpectedRevision } from '#event-sourcing';

type Outcome = { revision: number; idempotent: boolean } | string;

interface ModelStream {
  ids: string[];
  visibleFrom: number;
  tombstoned: boolean;
}

/**
 * The event store as plainly as it can be said: lists, searched from end to end. The suite compares every adapter with it.
 * Refusals are the names of the port's errors.
 */
export class EventStoreModel {
  readonly log: { stream: string; id: string }[] = [];
  private readonly streams = new Map<string, ModelStream>();

  append(name: string, ids: readonly string[], expected: ExpectedRevision): Outcome {
    const stream = this.stream(name);
    if (stream.tombstoned) return 'StreamDeletedError';
    if (expected === 'exists' && this.visible(name).length === 0) return 'WrongExpectedRevisionError';
    const stored = expected === 'any' || expected === 'exists' ? byId(stream, ids) : byPlace(stream, ids, expected);
    if (stored !== 'new') return typeof stored === 'string' ? stored : { revision: stored, idempotent: true };
    stream.ids.push(...ids);
    this.log.push(...ids.map((id) => ({ stream: name, id })));
    return { revision: stream.ids.length - 1, idempotent: ids.length === 0 };
  }

  delete(name: string, expected: ExpectedRevision, mode: 'soft' | 'tombstone'): string {
    const stream = this.stream(name);
    const exists = this.visible(name).length > 0;
    if (stream.tombstoned) return 'StreamDeletedError';
    if (expected === 'exists' && !exists) return 'WrongExpectedRevisionError';
    if (expected === 'no-stream' && exists) return 'WrongExpectedRevisionError';
    if (typeof expected === 'number' && expected !== stream.ids.length - 1) return 'WrongExpectedRevisionError';
    if (mode === 'tombstone') stream.tombstoned = true;
    else stream.visibleFrom = stream.ids.length;
    return 'deleted';
  }

  /** What readers of a stream see: `id@revision`. */
  visible(name: string): string[] {
    const { ids, visibleFrom, tombstoned } = this.stream(name);
    return tombstoned ? [] : ids.map((id, revision) => `${id}@${revision}`).slice(visibleFrom);
  }

  private stream(name: string): ModelStream {
    const found = this.streams.get(name) ?? { ids: [], visibleFrom: 0, tombstoned: false };
    this.streams.set(name, found);
    return found;
  }
}

/** Revision of the last event when all are stored under their ids, `new`, or the refusal. */
function byId({ ids: stored }: ModelStream, ids: readonly string[]): number | string {
  const [first] = ids;
  if (first === undefined || !stored.includes(first)) return 'new';
  const last = ids.at(-1) ?? first;
  return ids.every((id) => stored.includes(id)) ? stored.lastIndexOf(last) : 'CorruptedIdempotencyError';
}

/** The same for appends that expect a place: the ids must be the ones stored behind it. */
function byPlace(stream: ModelStream, ids: readonly string[], expected: number | 'no-stream'): number | string {
  const { ids: stored, visibleFrom } = stream;
  const place = expected === 'no-stream' ? 0 : expected + 1;
  if (place === stored.length) return 'new';
  if (place > stored.length) return 'WrongExpectedRevisionError';
  const wasRecreated = expected === 'no-stream' && visibleFrom > 0;
  for (const start of wasRecreated ? [place, visibleFrom] : [place]) {
    const there = stored.slice(start, start + ids.length);
    if (ids.join() === there.join()) return start + ids.length - 1;
    if (ids[0] === there[0]) return 'CorruptedIdempotencyError';
  }
  return expected === 'no-stream' && visibleFrom === stored.length ? 'new' : 'WrongExpectedRevisionError';
}
