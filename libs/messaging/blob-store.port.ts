/** Large immutable bytes, named by their SHA-256 (64 hex digits). */
export interface BlobStore {
  /** Durable when it resolves; storing the same bytes again changes nothing. Returns the name. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, or null. Throws `CorruptBlobError` when they no longer hash to their name. */
  get(hash: string): Promise<Uint8Array | null>;
  has(hash: string): Promise<boolean>;
  close(): Promise<void>;
}

export class CorruptBlobError extends Error {
  constructor(readonly hash: string) {
    super(`The stored bytes of blob ${hash} no longer hash to their name: restore or import them again.`);
    this.name = 'CorruptBlobError';
  }
}

/** Returns the name. @throws TypeError unless it is 64 lower-case hex digits; it becomes part of paths and keys. */
export function checkBlobName(hash: string): string {
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new TypeError(`${JSON.stringify(hash)} is no name of a blob: 64 lower-case hex digits.`);
}
