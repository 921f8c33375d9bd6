import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { checkCollectionName, ClosedError } from '#messaging';
import type { Document, DocumentStore } from '#messaging';
import { tidyUp } from '../sqlite-code';
import { sqliteCollection } from './collection';
import { explainDocumentError } from './document-store.error';
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
  const statements = createStatementCache(database, (error) => explainDocumentError(error, file));
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
        tidyUp(database);
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
    throw explainDocumentError(cause, file);
  }
}
