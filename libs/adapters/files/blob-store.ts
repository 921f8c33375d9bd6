import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBlobName, ClosedError, CorruptBlobError, type BlobStore } from '#messaging';
import { bytesOf, exists, makeDirectory, removeOldFiles, syncDirectory, writeDurably } from './durable-files';
import { nativeSha256 } from './native-sha256';

/** A file this old in `incoming` was left by a process that died; a write takes seconds. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;

/**
 * Blobs as files `<directory>/<first two digits>/<hash>`. Several processes may use one directory.
 *
 * A put writes to `<directory>/incoming`, forces the bytes to the disk, renames and forces the folder's entry to the
 * disk: under its name a blob is whole or absent, whatever dies when. A damaged blob is mended by putting it again.
 */
export async function openFileBlobStore({ directory }: { directory: string }): Promise<BlobStore> {
  const incoming = join(directory, 'incoming');
  await makeDirectory(incoming);
  await removeOldFiles(incoming, Date.now() - LEFTOVER_AGE_MS);

  const puts = new Set<Promise<string>>();
  let closed = false;
  const open = (): void => {
    if (closed) throw new ClosedError('blob store');
  };
  const folderOf = (hash: string): string => join(directory, hash.slice(0, 2));
  const fileOf = (hash: string): string => join(folderOf(hash), hash);

  const store = async (bytes: Uint8Array): Promise<string> => {
    const hash = nativeSha256(bytes);
    const folder = folderOf(hash);
    await mkdir(folder, { recursive: true });
    const stored = await bytesOf(fileOf(hash));
    if (stored === null || nativeSha256(stored) !== hash) {
      const temporary = join(incoming, `${hash}.${randomUUID()}`);
      try {
        await writeDurably(temporary, bytes);
        await rename(temporary, fileOf(hash));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    }
    // Also when the file was there: whoever renamed it may not have come this far yet.
    await syncDirectory(folder);
    await syncDirectory(directory);
    return hash;
  };

  return {
    put: async (bytes) => {
      open();
      const put = store(new Uint8Array(bytes));
      puts.add(put);
      try {
        return await put;
      } finally {
        puts.delete(put);
      }
    },
    get: async (hash) => {
      open();
      const bytes = await bytesOf(fileOf(checkBlobName(hash)));
      if (bytes !== null && nativeSha256(bytes) !== hash) throw new CorruptBlobError(hash);
      return bytes;
    },
    has: async (hash) => {
      open();
      return exists(fileOf(checkBlobName(hash)));
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(puts);
    },
  };
}
