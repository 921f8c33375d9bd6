import { sha256Hex } from '#kernel';
import { checkBlobName, ClosedError, type BlobStore } from '#messaging';

/** Blobs in this process only: for tests and for runs that need no memory. */
export function createMemoryBlobStore(): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  let closed = false;
  const open = (): Map<string, Uint8Array> => {
    if (closed) throw new ClosedError('blob store');
    return blobs;
  };

  return {
    put: async (bytes) => {
      const name = sha256Hex(bytes);
      open().set(name, new Uint8Array(bytes));
      return name;
    },
    get: async (hash) => {
      const bytes = open().get(checkBlobName(hash));
      return bytes === undefined ? null : new Uint8Array(bytes);
    },
    has: async (hash) => open().has(checkBlobName(hash)),
    close: async () => {
      closed = true;
      blobs.clear();
    },
  };
}
