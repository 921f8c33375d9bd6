import type { JsonValue } from '#kernel';
import { z } from 'zod';
import { type ColumnShape, packColumns, unpackColumns } from './columns';
import type { NewEvent, RecordedEvent } from './event-store.port';

/** An event declared once, as a value: its type, checks, version, reference page and golden tests all come from here. */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  /** When it happens and what it means, for the reference page. */
  doc: string;
  /** Shape of the data that is JSON in the log; `z.codec` where the stored form differs from the one in memory. */
  schema: Schema;
  /**
   * Says that the data has a member `columns` beside those of `schema`, and how many of how many values: mass data, which
   * the store keeps as bytes beside the JSON. Who does not ask for bytes reads the rest with `decodeHead`.
   */
  columns?(head: z.output<Schema>): ColumnShape;
  /** Valid data in its in-memory form: documentation, golden file and test fixture at once. */
  example: z.output<Schema>;
  /** Step i turns what is stored of version i+1 into version i+2. The current version is `upcasters.length + 1`. */
  upcasters?: readonly ((stored: StoredData) => StoredData)[];
}

/** What a store keeps of an event's data: JSON, and bytes beside it where there are columns. */
export type StoredData = Pick<NewEvent, 'data' | 'bytes'>;

type Definitions = Record<string, EventDefinition>;
type Head<Definition extends EventDefinition> = z.output<Definition['schema']>;
type Columns<Definition> = Definition extends { columns: object } ? { columns: Float64Array[] } : unknown;

/** The union of events that a catalogue declares: `{ type, data }`. */
export type EventOf<D extends Definitions> = {
  [Type in keyof D & string]: { type: Type; data: Head<D[Type]> & Columns<D[Type]> };
}[keyof D & string];

/** The same without columns: what is read of events that came without their bytes. */
export type EventHeadOf<D extends Definitions> = {
  [Type in keyof D & string]: { type: Type; data: Head<D[Type]> };
}[keyof D & string];

/** What the store keeps of an event: its type, version, plain JSON and the bytes of its columns. */
export interface EncodedEvent extends StoredData {
  type: string;
  schemaVersion: number;
}

export interface EventCatalogue<E extends { type: string }, H = E> {
  readonly types: readonly E['type'][];
  definition(type: E['type']): EventDefinition;
  version(type: E['type']): number;
  knows(type: string): type is E['type'];
  /** Throws `UnknownEventError` or `NewerEventError` unless this build can decode such an event. */
  requireReadable(stored: Pick<EncodedEvent, 'type' | 'schemaVersion'>): void;
  /** Checks and encodes. Throws `InvalidEventError`. */
  encode(event: E): EncodedEvent;
  /** What is stored, in the form of the current version; not checked. Throws `UnknownEventError` or `NewerEventError`. */
  upcast(stored: EncodedEvent | RecordedEvent): StoredData;
  /** Upcasts, checks and decodes. Throws `UnknownEventError`, `NewerEventError` or `InvalidEventError`: a reader must stop. */
  decode(stored: EncodedEvent | RecordedEvent): E;
  /** As `decode`, but for the columns: for events that were read without their bytes. */
  decodeHead(stored: EncodedEvent | RecordedEvent): H;
}

export function defineEvents<D extends Definitions>(definitions: D): EventCatalogue<EventOf<D>, EventHeadOf<D>> {
  type E = EventOf<D>;
  type H = EventHeadOf<D>;
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
  const upcast = ({ type, schemaVersion, data, bytes }: EncodedEvent | RecordedEvent): StoredData => {
    const { upcasters = [] } = definition(type);
    requireReadable({ type, schemaVersion });
    const stored: StoredData = { data, ...(bytes && { bytes }) };
    return upcasters.slice(schemaVersion - 1).reduce((older, step) => step(older), stored);
  };
  const headIn = (type: string, { data }: StoredData): object => {
    const head = z.safeDecode(definition(type).schema, data);
    if (!head.success) throw new InvalidEventError(type, z.prettifyError(head.error));
    return head.data as object;
  };
  return {
    types: Object.keys(definitions) as E['type'][],
    definition,
    version,
    requireReadable,
    upcast,
    knows: (type): type is E['type'] => Object.hasOwn(definitions, type),
    encode: ({ type, data }) => {
      const { schema, columns: shapeOf } = definition(type);
      const encoded = z.safeEncode(schema, data);
      if (!encoded.success) throw new InvalidEventError(type, z.prettifyError(encoded.error));
      const stored = { type, schemaVersion: version(type), data: encoded.data as JsonValue };
      if (!shapeOf) return stored;
      return {
        ...stored,
        bytes: checked(type, () => packColumns((data as { columns: unknown }).columns, shapeOf(data))),
      };
    },
    decode: (stored) => {
      const { type } = stored;
      const current = upcast(stored);
      const head = headIn(type, current);
      const shape = definition(type).columns?.(head);
      if (!shape) return { type, data: head } as E;
      return { type, data: { ...head, columns: checked(type, () => unpackColumns(current.bytes, shape)) } } as E;
    },
    decodeHead: (stored) => ({ type: stored.type, data: headIn(stored.type, upcast(stored)) }) as H,
  };
}

function checked<T>(type: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidEventError(type, error.message);
    throw error;
  }
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
