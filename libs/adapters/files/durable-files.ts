import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The bytes of a file in a buffer of their own (fit for any typed array), or null when there is none. */
export async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Writes a new file; when it resolves, the bytes are on the disk. The file's name may not be: see `syncDirectory`. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a directory and those above it that are missing; when it resolves, all their names are on the disk. */
export async function makeDirectory(directory: string): Promise<void> {
  const topmost = await mkdir(directory, { recursive: true });
  if (topmost === undefined) return;
  const above = dirname(resolve(topmost));
  for (let parent = dirname(resolve(directory)); parent.length >= above.length; parent = dirname(parent)) {
    await syncDirectory(parent);
    if (parent === above) return;
  }
}

/** When it resolves, the names in the directory are on the disk. Windows cannot, and needs no such call. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes the files last written before `beforeMs` (Unix time). Others may be removing them too. */
export async function removeOldFiles(directory: string, beforeMs: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = join(directory, name);
    const age = await stat(file).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (age !== null && age.mtimeMs < beforeMs) await rm(file, { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
