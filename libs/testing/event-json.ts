import type { EncodedEvent } from '#event-sourcing';
import { fromUint8Array, toUint8Array } from 'js-base64';

/** An event for a file of JSON: its bytes as base64. */
export function toJson<E extends Pick<EncodedEvent, 'bytes'>>({ bytes, ...event }: E) {
  return { ...event, ...(bytes && { bytes: fromUint8Array(bytes) }) };
}

/** The inverse of the text of `toJson`. */
export function fromJson<E extends Pick<EncodedEvent, 'bytes'>>(text: string): E {
  const { bytes, ...event } = JSON.parse(text) as Omit<E, 'bytes'> & { bytes?: string };
  return { ...event, ...(bytes !== undefined && { bytes: toUint8Array(bytes) }) } as E;
}
