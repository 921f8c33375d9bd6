import { randomUUID } from 'node:crypto';
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
import {
  AppendSignal,
  checkAddress,
  currentRevision,
  followLog,
  fromEventText,
  judgeAppend,
  judgeDelete,
  type LogPage,
  type RecordedEventText,
  refusalError,
  toEventText,
} from '#event-sourcing/log';
import type { Clock } from '#kernel';
import { MemoryStream } from './event-store.stream';

export interface MemoryEventStoreOptions {
  /** Stamps `recordedAt`; the machine's clock by default. */
  clock?: Clock;
}

const PAGE_EVENTS = 256;

/**
 * An event log in memory: the same contract as the stored ones, gone with the process. For tests and trials.
 * Positions begin at 0 and leave gaps, as the port allows: code that counts on more fails here first.
 */
export function createMemoryEventStore(options: MemoryEventStoreOptions = {}): EventStore {
  return new MemoryEventStore(options.clock ?? { now: () => Date.now() });
}

class MemoryEventStore implements EventStore {
  readonly storeId = randomUUID();
  private readonly log: RecordedEventText[] = [];
  private readonly streams = new Map<string, MemoryStream>();
  private readonly appended = new AppendSignal();
  private closed = false;

  constructor(private readonly clock: Clock) {}

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    this.assertOpen();
    checkAddress(stream, expected);
    const texts = events.map((event) => toEventText(event));
    const state = this.stream(stream);
    const ids = texts.map(({ id }) => id);
    const verdict = judgeAppend(state, ids, expected);
    if (verdict.kind === 'stored') {
      const { revision } = verdict;
      return { revision, position: state.events[revision]?.position ?? -1, idempotent: true };
    }
    if (verdict.kind !== 'append') throw refusalError(verdict, stream, expected);
    const recordedAtMs = this.clock.now();
    let position = this.nextPosition();
    for (const text of texts) {
      const event = { ...text, stream, revision: state.last + 1, position: position++, recordedAtMs };
      state.add(event);
      this.log.push(event);
    }
    this.appended.notify();
    return { revision: state.last, position: position - 1, idempotent: false };
  }

  async *readStream(
    stream: string,
    {
      from,
      limit = Infinity,
      backwards = false,
      bytes = true,
    }: { from?: number; limit?: number; backwards?: boolean } & BytesOption = {},
  ): AsyncGenerator<RecordedEvent> {
    this.assertOpen();
    const state = this.streams.get(stream);
    if (!state) return;
    const visible = state.closed ? [] : state.events.slice(state.hiddenTo + 1);
    const chosen = backwards
      ? visible.filter(({ revision }) => revision <= (from ?? Infinity)).reverse()
      : visible.filter(({ revision }) => revision >= (from ?? 0));
    for (const event of chosen.slice(0, limit)) yield read(event, bytes);
  }

  async streamRevision(stream: string): Promise<number | 'no-stream'> {
    this.assertOpen();
    return currentRevision(this.streams.get(stream) ?? new MemoryStream());
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
    const chosen = this.log.slice(this.indexAfter(after)).filter((event) => passes(event, filter));
    if (backwards) chosen.reverse();
    for (const event of chosen.slice(skip, skip + limit)) yield read(event, bytes);
  }

  subscribe({
    filter = {},
    bytes = true,
    ...options
  }: { after?: number; filter?: EventFilter; signal: AbortSignal } & BytesOption): AsyncIterable<SubscriptionItem> {
    const log = {
      head: () => this.head(),
      readPage: async (after: number) => this.readPage(after, filter, bytes),
      watch: (signal: AbortSignal) => this.appended.watch(signal),
    };
    return followLog(log, options);
  }

  async head(): Promise<number> {
    this.assertOpen();
    return this.log.at(-1)?.position ?? -1;
  }

  async deleteStream(stream: string, expected: ExpectedRevision, mode: 'soft' | 'tombstone'): Promise<void> {
    this.assertOpen();
    checkAddress(stream, expected);
    const state = this.stream(stream);
    const verdict = judgeDelete(state, expected);
    if (verdict.kind !== 'delete') throw refusalError(verdict, stream, expected);
    if (mode === 'soft') state.hiddenTo = state.last;
    else state.closed = true;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.appended.notify();
  }

  private stream(name: string): MemoryStream {
    const found = this.streams.get(name) ?? new MemoryStream();
    this.streams.set(name, found);
    return found;
  }

  /** One more than needed after every append: positions are not contiguous. */
  private nextPosition(): number {
    const last = this.log.at(-1);
    return last ? last.position + 2 : 0;
  }

  private readPage(after: number, filter: EventFilter, bytes: boolean): LogPage {
    this.assertOpen();
    const start = this.indexAfter(after);
    const page = this.log.slice(start, start + PAGE_EVENTS);
    return {
      events: page.filter((event) => passes(event, filter)).map((event) => read(event, bytes)),
      scannedTo: page.at(-1)?.position ?? after,
      atEnd: start + page.length === this.log.length,
    };
  }

  /** Index of the first event behind a position (binary search). */
  private indexAfter(position: number): number {
    let low = 0;
    let high = this.log.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.log[middle]?.position ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('This event log is closed.');
  }
}

/** A copy: what a reader does with an event changes nothing here. */
function read(event: RecordedEventText, withBytes: boolean): RecordedEvent {
  return fromEventText({ ...event, bytes: withBytes && event.bytes ? new Uint8Array(event.bytes) : null });
}

function passes({ stream, type }: RecordedEventText, { streamPrefixes, types }: EventFilter): boolean {
  return (
    (!streamPrefixes || streamPrefixes.some((prefix) => stream.startsWith(prefix))) && (!types || types.includes(type))
  );
}
