import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  AppendResult,
  BytesOption,
  EventFilter,
  EventStore,
  ExpectedRevision,
  NewEvent,
  RecordedEvent,
  SubscriptionItem,
} from '#event-sourcing';
import { checkAddress, followLog, type LogPage, refusalError, toEventText } from '#event-sourcing/log';
import type { Clock } from '#kernel';
import { AppendWatch } from './append-watch';
import { EventLogError } from './event-log.error';
import { LogReader, type Page, type Stretch } from './log-reader';
import { LogThread } from './log-thread';

export interface SqliteEventStoreOptions {
  /** Path of the log; made, with its folder, when missing. `-wal` and `-shm` files live beside it while it is open. */
  file: string;
  /** Milliseconds until an append gives up with AppendOutcomeUnknownError. Default 10 000. */
  appendTimeoutMs?: number;
  /** Milliseconds an append may wait for another process that writes. Default 5000. */
  lockTimeoutMs?: number;
  /** Milliseconds `close` may wait for pending appends. Default 15 000. */
  closeTimeoutMs?: number;
  /** Milliseconds between looks for appends of other processes, while a subscriber waits. Default 100. */
  pollIntervalMs?: number;
  /** The log refuses to grow beyond this many bytes. No limit by default. */
  maxBytes?: number;
  /** Stamps `recordedAt`; the machine's clock by default. */
  clock?: Clock;
}

/**
 * Opens the event log in one SQLite file. Appends are committed by a thread of their own, many with one fsync; reads
 * come from the caller's thread. Several processes may open the same file, and read and write it at the same time.
 * @throws EventLogError when the file is damaged, foreign, of a newer paramo or out of reach
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const file = resolve(options.file);
  const { appendTimeoutMs = 10_000, lockTimeoutMs = 5000, closeTimeoutMs = 15_000, pollIntervalMs = 100 } = options;
  const thread = await LogThread.open({
    file,
    lockTimeoutMs,
    appendTimeoutMs,
    closeTimeoutMs,
    maxBytes: options.maxBytes,
  });
  try {
    const reader = new LogReader(file, lockTimeoutMs);
    return new SqliteEventStore(thread, reader, pollIntervalMs, options.clock ?? { now: () => Date.now() });
  } catch (error) {
    await thread.close();
    throw error;
  }
}

class SqliteEventStore implements EventStore {
  readonly storeId: string;
  private readonly appended: AppendWatch;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly thread: LogThread,
    private readonly reader: LogReader,
    pollIntervalMs: number,
    private readonly clock: Clock,
  ) {
    this.storeId = thread.storeId;
    this.appended = new AppendWatch(() => reader.dataVersion(), pollIntervalMs);
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    this.assertOpen();
    checkAddress(stream, expected);
    const texts = events.map((event) => toEventText(event, (bytes) => this.thread.copy(bytes)));
    const write = { kind: 'append', stream, expected, events: texts, recordedAtMs: this.clock.now() } as const;
    const outcome = await this.thread.write(write);
    if (outcome.kind === 'deleted') throw new Error('The event log answered an append with a deletion.');
    if (outcome.kind !== 'appended') throw refusalError(outcome, stream, expected);
    if (!outcome.result.idempotent) this.appended.notify();
    return outcome.result;
  }

  async deleteStream(stream: string, expected: ExpectedRevision, mode: 'soft' | 'tombstone'): Promise<void> {
    this.assertOpen();
    checkAddress(stream, expected);
    const outcome = await this.thread.write({ kind: 'delete', stream, expected, mode });
    if (outcome.kind === 'appended') throw new Error('The event log answered a deletion with an append.');
    if (outcome.kind !== 'deleted') throw refusalError(outcome, stream, expected);
  }

  async *readStream(
    name: string,
    {
      from,
      limit = Infinity,
      backwards = false,
      bytes = true,
    }: { from?: number; limit?: number; backwards?: boolean } & BytesOption = {},
  ): AsyncGenerator<RecordedEvent> {
    this.assertOpen();
    const stream = this.reader.findStream(name);
    if (!stream) return;
    const { rowId, above, upTo } = stream;
    const stretch = backwards
      ? { above, upTo: Math.min(upTo, from ?? upTo) }
      : { above: Math.max(above, (from ?? 0) - 1), upTo };
    yield* this.pages(stretch, limit, (rest, left) =>
      this.reader.streamPage(rowId, { ...rest, backwards, limit: left, bytes }),
    );
  }

  async streamRevision(stream: string): Promise<number | 'no-stream'> {
    this.assertOpen();
    return this.reader.findStream(stream)?.upTo ?? 'no-stream';
  }

  async *readAll({
    after = -1,
    skip = 0,
    limit = Infinity,
    backwards = false,
    filter = {},
    bytes = true,
  }: {
    after?: number;
    skip?: number;
    limit?: number;
    backwards?: boolean;
    filter?: EventFilter;
  } & BytesOption = {}): AsyncGenerator<RecordedEvent> {
    this.assertOpen();
    const whole = { above: after, upTo: this.reader.head() };
    const stretch = skip === 0 ? whole : this.reader.behind({ ...whole, backwards, limit: skip }, filter);
    yield* this.pages(stretch, limit, (rest, left) =>
      this.reader.logPage({ ...rest, backwards, limit: left, bytes }, filter),
    );
  }

  subscribe({
    filter = {},
    bytes = true,
    ...options
  }: { after?: number; filter?: EventFilter; signal: AbortSignal } & BytesOption) {
    const log = {
      head: () => this.head(),
      readPage: (after: number) => this.followPage(after, filter, bytes),
      watch: (signal: AbortSignal) => {
        this.assertOpen();
        return this.appended.watch(signal);
      },
    };
    return followLog(log, options) satisfies AsyncIterable<SubscriptionItem>;
  }

  async head(): Promise<number> {
    this.assertOpen();
    return this.reader.head();
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    this.appended.close();
    this.reader.close();
    await this.thread.close();
  }

  /** Page by page; between two pages others have their turn, and the next one is read when it is asked for. */
  private async *pages(
    stretch: Stretch,
    limit: number,
    read: (rest: Stretch, left: number) => Page,
  ): AsyncGenerator<RecordedEvent> {
    let rest = stretch;
    let left = limit;
    while (rest.above < rest.upTo && left > 0) {
      this.assertOpen();
      const page = read(rest, left);
      yield* page.events;
      rest = page.rest;
      left -= page.events.length;
      if (rest.above < rest.upTo && left > 0) await nextTurn();
    }
  }

  private async followPage(after: number, filter: EventFilter, bytes: boolean): Promise<LogPage> {
    await nextTurn();
    this.assertOpen();
    const upTo = this.reader.head();
    const request = { above: after, upTo, backwards: false, limit: Infinity, bytes };
    const { events, rest } = this.reader.logPage(request, filter);
    return { events, scannedTo: rest.above, atEnd: rest.above >= upTo };
  }

  private assertOpen(): void {
    if (this.closing) throw new EventLogError('closed', 'The event log is closed.');
  }
}
