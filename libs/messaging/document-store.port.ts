import type { JsonValue } from '#kernel';

/** A JSON document with a string key. Times are ISO strings or milliseconds, never Date. */
export type Document = { _id: string } & { [field: string]: JsonValue | undefined };

/** What filters compare. */
export type Scalar = string | number | boolean | null;

/** Conditions on one field (dotted paths reach into objects). A bare scalar means `$eq`; null matches a missing field too. */
export type Condition =
  | Scalar
  | {
      $eq?: Scalar;
      $ne?: Scalar;
      $in?: readonly Scalar[];
      $nin?: readonly Scalar[];
      $gt?: string | number;
      $gte?: string | number;
      $lt?: string | number;
      $lte?: string | number;
      $exists?: boolean;
    };

/** The part of MongoDB's query language that every adapter speaks; meaning as in MongoDB for scalars. */
export interface Filter {
  [field: string]: Condition | readonly Filter[] | undefined;
  $and?: readonly Filter[];
  $or?: readonly Filter[];
}

export interface FindOptions {
  /** Field → 1 or −1, in this order; ties are broken by `_id` ascending. */
  sort?: Record<string, 1 | -1>;
  /** At least 1. */
  limit?: number;
  skip?: number;
}

export interface Collection<T extends Document = Document> {
  get(id: string): Promise<T | null>;
  find(filter?: Filter, options?: FindOptions): Promise<T[]>;
  count(filter?: Filter): Promise<number>;
  /** Inserts or replaces all, atomically for this call. */
  put(documents: readonly T[]): Promise<void>;
  /**
   * As `put`, but leaves a document alone when the stored one has `_pos` at or above the new one's:
   * the guard that makes a projection idempotent. Returns how many were written.
   */
  putIfNewer(documents: readonly (T & { _pos: number })[]): Promise<number>;
  delete(filter: Filter): Promise<number>;
  /** Makes finds and sorts on these fields fast; calling it again changes nothing. */
  ensureIndex(fields: readonly string[]): Promise<void>;
}

/** Read models and checkpoints: everything here can be deleted and rebuilt from the log. */
export interface DocumentStore {
  /** Collection names: letters, digits, `_` and `@`. The collection is made on first use. */
  collection<T extends Document = Document>(name: string): Collection<T>;
  drop(name: string): Promise<void>;
  collections(): Promise<string[]>;
  close(): Promise<void>;
}
