import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from '../sqlite-code';

/**
 * Moves a damaged document store out of the way, to `<file>.damaged-<n>`, so that a new one can be opened. To be called
 * while nobody has it open. Returns where it went; null when it is well or not there.
 */
export function putAsideIfDamaged(file: string): string | null {
  if (!existsSync(file) || isWell(file)) return null;
  let aside = `${file}.damaged-1`;
  for (let n = 2; existsSync(aside); n++) aside = `${file}.damaged-${n}`;
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return aside;
}

function isWell(file: string): boolean {
  const database = new DatabaseSync(file);
  try {
    const found = database.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
    return found[0]?.quick_check === 'ok';
  } catch (error) {
    const code = sqliteCode(error);
    if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) return false;
    throw error;
  } finally {
    database.close();
  }
}
