/** The primary result code of an SQLite error (sqlite.org/rescode.html), by shape: it may come from another realm. */
export function sqliteCode(error: unknown): number | undefined {
  const { code, errcode, message } = Object(error) as { code?: unknown; errcode?: unknown; message?: unknown };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  // Errors met while iterating over rows come without their number.
  return typeof errcode === 'number' ? errcode & 0xff : (CODE_OF_TEXT[String(message)] ?? SQLITE_ERROR);
}

const SQLITE_ERROR = 1;
export const SQLITE_BUSY = 5;
export const SQLITE_READONLY = 8;
export const SQLITE_IOERR = 10;
export const SQLITE_CORRUPT = 11;
export const SQLITE_FULL = 13;
export const SQLITE_CANTOPEN = 14;
export const SQLITE_NOTADB = 26;

const CODE_OF_TEXT: Partial<Record<string, number>> = {
  'database is locked': SQLITE_BUSY,
  'disk I/O error': SQLITE_IOERR,
  'database disk image is malformed': SQLITE_CORRUPT,
};

/** Puts the WAL into the one file, so that it can be copied as it is: a courtesy, which a read-only folder refuses. */
export function tidyUp(db: { exec(sql: string): void }): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    const code = sqliteCode(error);
    if (code !== SQLITE_READONLY && code !== SQLITE_CANTOPEN && code !== SQLITE_BUSY) throw error;
  }
}
