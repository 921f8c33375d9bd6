import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { checkCollectionName, ClosedError } from '#messaging';
import type { Document, DocumentStore } from '#messaging';
import { sqliteCollection } from './collection';
import { nameOfTable, TABLE_PREFIX, tableOf } from './table-name';
import { createStatementCache, type Statements } from './statements';

/** How long one connection waits while another process writes. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Documents in one SQLite file (or `:memory:`). Other processes may read it, and write it, at the same time.
 *
 * WAL with synchronous=NORMAL: a killed process loses nothing; after a power cut the newest commits may be missing, but
 * only as a tail, so a checkpoint never survives the documents before it. The events lead back to where it was, which
 * is why an fsync per commit (some 50 times slower) would buy nothing. The log itself needs FULL; this file does not.
 */
export function openSqliteDocumentStore({ file }: { file: string }): DocumentStore {
  const database = openDatabase(file);
  const statements = createStatementCache(database);
  let closed = false;

  const open = (): Statements => {
    if (closed) throw new ClosedError('document store');
    return statements;
  };

  return {
    collection: <T extends Document>(name: string) => sqliteCollection<T>(open, tableOf(checkCollectionName(name))),
    drop: async (name) => {
      open().exec(`DROP TABLE IF EXISTS ${tableOf(checkCollectionName(name))}`);
    },
    collections: async () =>
      open()
        .all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE ?`, [`${TABLE_PREFIX}%`])
        .map((row) => nameOfTable(row['name'] as string))
        .sort(),
    close: async () => {
      if (closed) return;
      closed = true;
      statements.clear();
      try {
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        database.close();
      }
    },
  };
}

function openDatabase(file: string): DatabaseSyncInstance {
  try {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    return database;
  } catch (cause) {
    throw new Error(
      `The document store ${file} cannot be opened (${messageOf(cause)}). Check that its folder exists and may be written;` +
        ' a damaged file can be deleted, it is rebuilt from the log.',
      { cause },
    );
  }
}

/** The driver's errors are no `Error` in another realm. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
