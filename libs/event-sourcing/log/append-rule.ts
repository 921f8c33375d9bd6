import type { ExpectedRevision } from '../event-store.port';

/** What an append or a deletion is judged by. Hidden events keep their revisions and ids. */
export interface StreamState {
  /** Revision of the newest event ever appended, hidden or not; −1 without events. */
  last: number;
  /** Soft-deleted up to this revision; −1 when nothing is hidden. */
  hiddenTo: number;
  /** Tombstoned. */
  closed: boolean;
  /** Id of the event at a revision. */
  idAt(revision: number): string | undefined;
  /** Revision of the newest event with this id. */
  revisionOf(id: string): number | undefined;
}

export type AppendVerdict = { kind: 'append'; revision: number } | { kind: 'stored'; revision: number } | Refusal;

export type DeleteVerdict = { kind: 'delete' } | Refusal;

export type Refusal =
  { kind: 'wrong-revision'; actual: number | 'no-stream' } | { kind: 'corrupted-idempotency' } | { kind: 'closed' };

/**
 * Decides an append as EventStoreDB does (`IndexWriter.CheckCommit`): `append` from a revision on, `stored` already up
 * to a revision, or refused. An append without events is judged alike and stores nothing.
 *
 * Wider than EventStoreDB in one point: a stream re-created after a soft deletion recognises the retry of that append too.
 */
export function judgeAppend(state: StreamState, ids: readonly string[], expected: ExpectedRevision): AppendVerdict {
  if (state.closed) return { kind: 'closed' };
  if (expected === 'any' || expected === 'exists') return judgeById(state, ids, expected);
  if (expected === state.last || (expected === 'no-stream' && state.last === -1)) return appendAfter(state, ids);
  if (expected !== 'no-stream' && expected > state.last) return wrongRevision(state);

  for (const start of expected === 'no-stream' ? [0, state.hiddenTo + 1] : [expected + 1]) {
    const differing = ids.findIndex((id, index) => id !== state.idAt(start + index));
    if (differing === -1) return { kind: 'stored', revision: start + ids.length - 1 };
    if (differing > 0) return { kind: 'corrupted-idempotency' };
  }
  return expected === 'no-stream' && currentRevision(state) === 'no-stream'
    ? appendAfter(state, ids)
    : wrongRevision(state);
}

/** Whether a deletion meets the stream it expects. */
export function judgeDelete(state: StreamState, expected: ExpectedRevision): DeleteVerdict {
  if (state.closed) return { kind: 'closed' };
  const current = currentRevision(state);
  const met =
    expected === 'any' ||
    (expected === 'exists' ? current !== 'no-stream' : expected === current || expected === state.last);
  return met ? { kind: 'delete' } : wrongRevision(state);
}

/** The revision readers see. */
export function currentRevision({
  last,
  hiddenTo,
  closed,
}: Pick<StreamState, 'last' | 'hiddenTo' | 'closed'>): number | 'no-stream' {
  return closed || last <= hiddenTo ? 'no-stream' : last;
}

function judgeById(state: StreamState, ids: readonly string[], expected: 'any' | 'exists'): AppendVerdict {
  if (expected === 'exists' && currentRevision(state) === 'no-stream') return wrongRevision(state);
  const revisions = ids.map((id) => state.revisionOf(id));
  if (revisions[0] === undefined) return appendAfter(state, ids);
  const newest = revisions.at(-1);
  if (newest === undefined || revisions.includes(undefined)) return { kind: 'corrupted-idempotency' };
  return { kind: 'stored', revision: newest };
}

function appendAfter({ last }: StreamState, ids: readonly string[]): AppendVerdict {
  return ids.length === 0 ? { kind: 'stored', revision: last } : { kind: 'append', revision: last + 1 };
}

function wrongRevision(state: StreamState): Refusal {
  return { kind: 'wrong-revision', actual: currentRevision(state) };
}
