import type { RecordedEvent } from '#event-sourcing';
import type { Document, Filter } from '#messaging';

/** A document of a read model; `_pos` is the position of the last event that changed it. */
export type ReadDocument = Document & { _pos: number };

/** What a projection sees of its read model while it folds one event. */
export interface ProjectionView {
  get<T extends ReadDocument>(collection: string, id: string): Promise<T | null>;
  /** Writes, unless the stored document has seen a later event already. */
  put<T extends ReadDocument>(collection: string, document: T): void;
  count(collection: string, filter: Filter): Promise<number>;
}

/** Folds events into documents. Seeing an event again must give the same documents: that makes it rebuildable. */
export interface Projection {
  name: string;
  /** Collections it alone writes, with the field lists to index. */
  collections: Record<string, readonly (readonly string[])[]>;
  /** Event types it folds. */
  types: readonly string[];
  project(event: RecordedEvent, view: ProjectionView): Promise<void>;
  /** The document that becomes incomplete when `event` cannot be folded; it is marked `degraded`. */
  affected(event: RecordedEvent): { collection: string; id: string } | null;
}
