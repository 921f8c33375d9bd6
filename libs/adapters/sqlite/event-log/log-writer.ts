import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { AppendResult, ExpectedRevision } from '#event-sourcing';
import { type EventText, judgeAppend, judgeDelete, type Refusal, type StreamState } from '#event-sourcing/log';

/** One append or deletion, as it travels to the writer. */
export type Write =
  | { kind: 'append'; stream: string; expected: ExpectedRevision; events: EventText[]; recordedAtMs: number }
  | { kind: 'delete'; stream: string; expected: ExpectedRevision; mode: 'soft' | 'tombstone' };

export type WriteOutcome = { kind: 'appended'; result: AppendResult } | { kind: 'deleted' } | Refusal;

/** The memory of bytes that travel with writes; nobody else has it. */
export function buffersOf(writes: readonly Write[]): ArrayBuffer[] {
  const events = writes.flatMap((write) => (write.kind === 'append' ? write.events : []));
  return events.flatMap(({ bytes }) => (bytes === null ? [] : [bytes.buffer as ArrayBuffer]));
}

/** The statements of the log. Every method must run inside a write transaction: positions are given out there. */
export class LogWriter {
  private readonly addStream: StatementSyncInstance;
  private readonly findStream: StatementSyncInstance;
  private readonly hide: StatementSyncInstance;
  private readonly tombstone: StatementSyncInstance;
  private readonly addEvent: StatementSyncInstance;
  private readonly lastRevision: StatementSyncInstance;
  private readonly idAtRevision: StatementSyncInstance;
  private readonly revisionOfId: StatementSyncInstance;
  private readonly positionAtRevision: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.addStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
    this.findStream = db.prepare('SELECT id, hidden_to AS hiddenTo, closed FROM streams WHERE name = ?');
    this.hide = db.prepare('UPDATE streams SET hidden_to = ? WHERE id = ?');
    this.tombstone = db.prepare('UPDATE streams SET closed = 1 WHERE id = ?');
    this.addEvent = db.prepare(
      `INSERT INTO events (stream_id, revision, id, type, schema_version, recorded_at, metadata, data, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.lastRevision = db.prepare('SELECT max(revision) AS value FROM events WHERE stream_id = ?');
    this.idAtRevision = db.prepare('SELECT id AS value FROM events WHERE stream_id = ? AND revision = ?');
    // Without the hint SQLite walks the stream backwards until it meets the id.
    this.revisionOfId = db.prepare(
      'SELECT max(revision) AS value FROM events INDEXED BY events_by_id WHERE stream_id = ? AND id = ?',
    );
    this.positionAtRevision = db.prepare('SELECT position AS value FROM events WHERE stream_id = ? AND revision = ?');
  }

  apply(write: Write): WriteOutcome {
    const stream = this.stateOf(write.stream);
    return write.kind === 'append' ? this.append(stream, write) : this.delete(stream, write);
  }

  private append(stream: StoredStream, write: Write & { kind: 'append' }): WriteOutcome {
    const { expected, events, recordedAtMs } = write;
    const ids = events.map(({ id }) => id);
    const verdict = judgeAppend(stream, ids, expected);
    if (verdict.kind === 'stored') {
      const { revision } = verdict;
      const position = single<number>(this.positionAtRevision, stream.rowId, revision) ?? -1;
      return { kind: 'appended', result: { revision, position, idempotent: true } };
    }
    if (verdict.kind !== 'append') return verdict;
    const rowId = stream.rowId ?? this.createStream(write.stream);
    let { revision } = verdict;
    let position = -1;
    for (const { id, type, schemaVersion, metadata, data, bytes } of events) {
      const row = this.addEvent.run(rowId, revision++, id, type, schemaVersion, recordedAtMs, metadata, data, bytes);
      position = Number(row.lastInsertRowid);
    }
    return { kind: 'appended', result: { revision: revision - 1, position, idempotent: false } };
  }

  private delete(stream: StoredStream, { stream: name, expected, mode }: Write & { kind: 'delete' }): WriteOutcome {
    const verdict = judgeDelete(stream, expected);
    if (verdict.kind !== 'delete') return verdict;
    const rowId = stream.rowId ?? this.createStream(name);
    if (mode === 'soft') this.hide.run(stream.last, rowId);
    else this.tombstone.run(rowId);
    return { kind: 'deleted' };
  }

  private createStream(name: string): number {
    return Number(this.addStream.run(name).lastInsertRowid);
  }

  private stateOf(name: string): StoredStream {
    const row = this.findStream.get(name) as { id: number; hiddenTo: number; closed: number } | undefined;
    const rowId = row?.id ?? null;
    return {
      rowId,
      last: rowId === null ? -1 : (single<number>(this.lastRevision, rowId) ?? -1),
      hiddenTo: row?.hiddenTo ?? -1,
      closed: row?.closed === 1,
      idAt: (revision) => single<string>(this.idAtRevision, rowId, revision),
      revisionOf: (id) => single<number>(this.revisionOfId, rowId, id),
    };
  }
}

interface StoredStream extends StreamState {
  /** Null until the stream has a row. */
  rowId: number | null;
}

/** The one column `value` of the one row, if there is one. */
function single<T>(statement: StatementSyncInstance, ...parameters: unknown[]): T | undefined {
  const row = statement.get(...parameters) as { value: T | null } | undefined;
  return row?.value ?? undefined;
}
