import type { JsonValue } from '#kernel';
import {
  EventTooLargeError,
  MAX_EVENT_BYTES,
  type EventMetadata,
  type ExpectedRevision,
  type NewEvent,
  type RecordedEvent,
} from '../event-store.port';

/** An event as stores keep it: the open parts as JSON text, mass data as it is. */
export interface EventText {
  id: string;
  type: string;
  schemaVersion: number;
  data: string;
  metadata: string;
  bytes: Uint8Array | null;
}

/** An event at its place in the log. */
export interface RecordedEventText extends EventText {
  stream: string;
  revision: number;
  position: number;
  recordedAtMs: number;
}

/**
 * Writes an event down, checked: its JSON must say what the value said and fit the limit.
 * The bytes are copied: what the caller does with them later changes nothing.
 * @param copy makes the copy, into memory of the store's own if it likes
 * @throws EventTooLargeError above `MAX_EVENT_BYTES` (UTF-8 bytes of data and metadata, and `bytes`)
 * @throws TypeError for a number that JSON cannot write
 */
export function toEventText(event: NewEvent, copy: (bytes: Uint8Array) => Uint8Array = copyOf): EventText {
  const { id, type, schemaVersion } = event;
  if (id === '' || type === '') throw new TypeError(`An event needs an id and a type; got id "${id}", type "${type}".`);
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) {
    throw new TypeError(`An event of type ${type} needs a schema version of 1 or more, not ${schemaVersion}.`);
  }
  refuseLostNumbers(event.data, type, 'data');
  const data = JSON.stringify(event.data);
  const metadata = JSON.stringify(event.metadata);
  checkSize(type, data + metadata, event.bytes?.byteLength ?? 0);
  return { id, type, schemaVersion, data, metadata, bytes: event.bytes ? copy(event.bytes) : null };
}

const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

export function fromEventText({ recordedAtMs, bytes, ...event }: RecordedEventText): RecordedEvent {
  return {
    ...event,
    ...(bytes && { bytes }),
    data: JSON.parse(event.data) as JsonValue,
    metadata: JSON.parse(event.metadata) as EventMetadata,
    recordedAt: new Date(recordedAtMs).toISOString(),
  };
}

/** @throws TypeError for an empty stream name, RangeError for an expectation that is no revision */
export function checkAddress(stream: string, expected: ExpectedRevision): void {
  if (stream === '') throw new TypeError('A stream needs a name.');
  if (typeof expected === 'number' && (!Number.isSafeInteger(expected) || expected < 0)) {
    throw new RangeError(`${expected} is no revision to expect of ${stream}: use 0, 1, 2 … or "no-stream".`);
  }
}

/** JSON would turn NaN and the infinities into null, silently. */
function refuseLostNumbers(value: JsonValue | undefined, type: string, path: string): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new TypeError(`An event of type ${type} has ${value} at ${path}; write such numbers with encodeFloat64.`);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseLostNumbers(item, type, `${path}[${index}]`));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) refuseLostNumbers(value[key], type, `${path}.${key}`);
  }
}

const encoder = new TextEncoder();

/** UTF-8 takes at most 3 bytes per UTF-16 unit: most texts fit whatever they hold and need no count. */
function checkSize(type: string, text: string, beside: number): void {
  if (text.length * 3 + beside <= MAX_EVENT_BYTES) return;
  const bytes = encoder.encode(text).byteLength + beside;
  if (bytes > MAX_EVENT_BYTES) throw new EventTooLargeError(type, bytes);
}
