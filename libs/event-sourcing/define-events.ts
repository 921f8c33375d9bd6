import type { JsonValue } from '#kernel';
import { z } from 'zod';
import type { RecordedEvent } from './event-store.port';

/** An event declared once, as a value: its type, checks, version, reference page and golden tests all come from here. */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  /** When it happens and what it means, for the reference page. */
  doc: string;
  /** Shape of the data; `z.codec` where the stored form differs from the one in memory (columns). */
  schema: Schema;
  /** Valid data in its in-memory form: documentation, golden file and test fixture at once. */
  example: z.output<Schema>;
  /** Step i turns stored data of version i+1 into version i+2. The current version is `upcasters.length + 1`. */
  upcasters?: readonly ((data: JsonValue) => JsonValue)[];
}

type Definitions = Record<string, EventDefinition>;

/** The union of events that a catalogue declares: `{ type, data }`. */
export type EventOf<D extends Definitions> = {
  [Type in keyof D & string]: { type: Type; data: z.output<D[Type]['schema']> };
}[keyof D & string];

/** What the store keeps of an event: its type, version and plain JSON. */
export interface EncodedEvent {
  type: string;
  schemaVersion: number;
  data: JsonValue;
}

export interface EventCatalogue<E extends { type: string }> {
  readonly types: readonly E['type'][];
  definition(type: E['type']): EventDefinition;
  version(type: E['type']): number;
  knows(type: string): type is E['type'];
  /** Throws `UnknownEventError` or `NewerEventError` unless this build can decode such an event. */
  requireReadable(stored: Pick<EncodedEvent, 'type' | 'schemaVersion'>): void;
  /** Checks and encodes. Throws `InvalidEventError`. */
  encode(event: E): EncodedEvent;
  /** Stored data in the form of the current version; not checked. Throws `UnknownEventError` or `NewerEventError`. */
  upcast(stored: EncodedEvent | RecordedEvent): JsonValue;
  /** Upcasts, checks and decodes. Throws `UnknownEventError`, `NewerEventError` or `InvalidEventError`: a reader must stop. */
  decode(stored: EncodedEvent | RecordedEvent): E;
}

export function defineEvents<D extends Definitions>(definitions: D): EventCatalogue<EventOf<D>> {
  type E = EventOf<D>;
  const definition = (type: string): EventDefinition => {
    const found = Object.hasOwn(definitions, type) ? definitions[type] : undefined;
    if (found === undefined) throw new UnknownEventError(type);
    return found;
  };
  const version = (type: string): number => (definition(type).upcasters?.length ?? 0) + 1;
  const requireReadable = ({ type, schemaVersion }: Pick<EncodedEvent, 'type' | 'schemaVersion'>): void => {
    const current = version(type);
    if (schemaVersion > current) throw new NewerEventError(type, schemaVersion, current);
  };
  const upcast = (stored: EncodedEvent | RecordedEvent): JsonValue => {
    const { upcasters = [] } = definition(stored.type);
    requireReadable(stored);
    return upcasters.slice(stored.schemaVersion - 1).reduce((data, step) => step(data), stored.data);
  };
  return {
    types: Object.keys(definitions) as E['type'][],
    definition,
    version,
    requireReadable,
    upcast,
    knows: (type): type is E['type'] => Object.hasOwn(definitions, type),
    encode: (event) => {
      const encoded = z.safeEncode(definition(event.type).schema, event.data);
      if (!encoded.success) throw new InvalidEventError(event.type, z.prettifyError(encoded.error));
      return { type: event.type, schemaVersion: version(event.type), data: encoded.data as JsonValue };
    },
    decode: (stored) => {
      const decoded = z.safeDecode(definition(stored.type).schema, upcast(stored));
      if (!decoded.success) throw new InvalidEventError(stored.type, z.prettifyError(decoded.error));
      return { type: stored.type, data: decoded.data } as E;
    },
  };
}

export class UnknownEventError extends Error {
  constructor(readonly type: string) {
    super(`No event of type ${type} is declared: a newer paramo wrote this log, or the type was removed.`);
    this.name = 'UnknownEventError';
  }
}

export class NewerEventError extends Error {
  constructor(
    readonly type: string,
    readonly stored: number,
    readonly known: number,
  ) {
    super(`${type} is stored in version ${stored}; this build reads up to ${known}. Update paramo.`);
    this.name = 'NewerEventError';
  }
}

export class InvalidEventError extends Error {
  constructor(
    readonly type: string,
    readonly problems: string,
  ) {
    super(`${type} does not have the declared shape:\n${problems}`);
    this.name = 'InvalidEventError';
  }
}
