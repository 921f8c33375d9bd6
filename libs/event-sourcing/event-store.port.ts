import type { JsonValue } from '#kernel';

/** Who and why: carried by every event, read by audit queries. */
export interface EventMetadata {
  /** The request or optimization the event belongs to. */
  correlationId: string;
  /** The command or event that caused it. */
  causationId: string;
  /** The user or service that asked; opaque, never a name or address. */
  actor?: string;
  /** W3C trace context. */
  traceparent?: string;
}

export interface NewEvent {
  /** UUID; deterministic (`uuidV5`), so that a retry is recognised. */
  id: string;
  type: string;
  schemaVersion: number;
  data: JsonValue;
  /** Mass data beside the JSON, kept as it is. Together they fit `MAX_EVENT_BYTES`. */
  bytes?: Uint8Array;
  metadata: EventMetadata;
}

export interface RecordedEvent extends NewEvent {
  stream: string;
  /** 0, 1, 2 … within the stream. */
  revision: number;
  /** Place in the one global order: strictly increasing, not contiguous; a safe integer. */
  position: number;
  /** When the store took it (ISO 8601, UTC). For display only: nothing is decided by it. */
  recordedAt: string;
}

/** `no-stream`: nothing was ever appended (or all was soft-deleted); a number: the last revision the writer has seen. */
export type ExpectedRevision = 'no-stream' | 'exists' | 'any' | number;

export interface AppendResult {
  /** Revision of the last event of this append. */
  revision: number;
  /** Position of the last event of this append. */
  position: number;
  /** True when exactly these events were there already and nothing was written. */
  idempotent: boolean;
}

export interface EventFilter {
  /** Only streams that begin with one of these. */
  streamPrefixes?: readonly string[];
  /** Only these event types. */
  types?: readonly string[];
}

/** `false`: events come without their `bytes`, which are then not even read. Default: true. */
export interface BytesOption {
  bytes?: boolean;
}

export type SubscriptionItem =
  | { kind: 'event'; event: RecordedEvent }
  /** All that was in the log has been delivered: sent when that is so first, and after events whenever it is so again. */
  | { kind: 'caught-up'; position: number };

/**
 * The log: the only truth. Appends to one stream are atomic; `readAll` and `subscribe` see one global order without gaps.
 *
 * Idempotency (as EventStoreDB): an append whose expected revision is already past compares its event ids with the ones
 * stored there. All equal → the stored result again, `idempotent: true`. The first differs → WrongExpectedRevision. A later
 * one differs or the batch is longer than what is stored → CorruptedIdempotency. Only ids are compared, never bodies: the
 * old body stays. With `any` and `exists` the ids are compared with the events stored under these ids in the stream.
 */
export interface EventStore {
  /** Identity of this log, made when it was created: a checkpoint of another log is worthless. */
  readonly storeId: string;
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult>;
  /** Events of one stream in order, from revision `from` (inclusive). A missing stream has none. */
  readStream(
    stream: string,
    options?: { from?: number; limit?: number; backwards?: boolean } & BytesOption,
  ): AsyncIterable<RecordedEvent>;
  /** Revision of the newest event, or `no-stream`. */
  streamRevision(stream: string): Promise<number | 'no-stream'>;
  /**
   * The whole log in order, after position `after` (exclusive), up to where it ended when reading began; `backwards` gives
   * the same events newest first. Events of deleted streams stay in it: only reading their stream hides them.
   * `skip` leaves out the first so many events that would be given, without reading their bodies.
   */
  readAll(
    options?: {
      after?: number;
      skip?: number;
      limit?: number;
      backwards?: boolean;
      filter?: EventFilter;
    } & BytesOption,
  ): AsyncIterable<RecordedEvent>;
  /**
   * All events after `after` (exclusive), then live ones, until `signal` aborts (then it ends quietly).
   * Throws PositionBeyondEndError when `after` lies beyond the end of the log.
   */
  subscribe(
    options: { after?: number; filter?: EventFilter; signal: AbortSignal } & BytesOption,
  ): AsyncIterable<SubscriptionItem>;
  /** Position of the newest event, or −1 when the log is empty. */
  head(): Promise<number>;
  /** `soft`: hidden, numbering goes on, `no-stream` is then the right expectation. `tombstone`: closed for ever. */
  deleteStream(stream: string, expected: ExpectedRevision, mode: 'soft' | 'tombstone'): Promise<void>;
  close(): Promise<void>;
}

/** Someone else appended first. Read again, decide again. */
export class WrongExpectedRevisionError extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number | 'no-stream',
  ) {
    super(`Stream ${stream} is at ${actual}, not at ${expected}.`);
    this.name = 'WrongExpectedRevisionError';
  }
}

/** A retry that is not the same append: a bug of the caller. */
export class CorruptedIdempotencyError extends Error {
  constructor(readonly stream: string) {
    super(`This append to ${stream} begins like one that is stored, but goes on differently.`);
    this.name = 'CorruptedIdempotencyError';
  }
}

export class StreamDeletedError extends Error {
  constructor(readonly stream: string) {
    super(`Stream ${stream} was closed for ever.`);
    this.name = 'StreamDeletedError';
  }
}

/** A checkpoint that is ahead of the log: it belongs to another log, or this one was restored from an older copy. */
export class PositionBeyondEndError extends Error {
  constructor(
    readonly position: number,
    readonly head: number,
  ) {
    super(
      `Position ${position} is beyond the end of this log (${head}): the checkpoint belongs to another log. Rebuild.`,
    );
    this.name = 'PositionBeyondEndError';
  }
}

/** No event may be larger than `MAX_EVENT_BYTES`. */
export class EventTooLargeError extends Error {
  constructor(
    readonly type: string,
    readonly bytes: number,
  ) {
    super(`An event of type ${type} has ${bytes} bytes; the limit is ${MAX_EVENT_BYTES}.`);
    this.name = 'EventTooLargeError';
  }
}

/** The answer did not come in time: the append may or may not be stored. Retry with the same ids and expectation. */
export class AppendOutcomeUnknownError extends Error {
  constructor(readonly stream: string) {
    super(`The store did not answer whether the append to ${stream} was stored; retry it unchanged.`);
    this.name = 'AppendOutcomeUnknownError';
  }
}

/** EventStoreDB's default limit for one append; our events stay below it on every store. */
export const MAX_EVENT_BYTES = 1024 * 1024;
