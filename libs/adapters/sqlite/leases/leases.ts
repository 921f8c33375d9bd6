import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lease, Leases } from '#messaging';
import { DatabaseSync } from '@photostructure/sqlite';

const NAME = /^[A-Za-z0-9_-]{1,128}$/;
const SQLITE_BUSY = 5;

/**
 * Leases among the processes of one machine: an exclusive SQLite lock on a file per name. The operating system takes
 * the lock back when its holder dies, however it dies; there is no stale lock and no clock.
 */
export function openFileLeases(options: { directory: string }): Leases {
  const { directory } = options;
  mkdirSync(directory, { recursive: true });
  const held = new Map<string, InstanceType<typeof DatabaseSync>>();

  const release = (name: string): void => {
    const database = held.get(name);
    if (database === undefined) return;
    held.delete(name);
    rmSync(fileOf(name), { force: true });
    database.close();
  };
  const fileOf = (name: string): string => join(directory, `${name}.lease`);

  return {
    async acquire(name): Promise<Lease | null> {
      if (!NAME.test(name))
        throw new RangeError(`A lease is named by letters, digits, _ and -; not ${JSON.stringify(name)}.`);
      if (held.has(name)) return null;
      const database = lock(fileOf(name));
      if (database === null) return null;
      held.set(name, database);
      return { name, release: async () => release(name) };
    },
    async close() {
      for (const name of [...held.keys()]) release(name);
    },
  };
}

function lock(file: string): InstanceType<typeof DatabaseSync> | null {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
}
