import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { EventLogError, explainSqliteError } from './event-log.error';
import { type LockPatience, transaction, untilUnlocked } from './transaction';

export interface LogFileOptions extends LockPatience {
  file: string;
  /** The log refuses to grow beyond this; no limit by default. */
  maxBytes?: number;
}

/** Layout of the tables below. A file with a higher number was written by a newer paramo. */
const SCHEMA_VERSION = 2;
/** "pram" in ASCII, written into the header of the file: what tells our databases from others. */
const APPLICATION_ID = 0x7072616d;
/** Results of a batch take hundreds of kilobytes: in larger pages than SQLite's usual 4096 bytes they are written with half the work. */
const PAGE_BYTES = 16384;
/** Steps of SQLite's own wait for the lock: 1 + 2 + 5 ms; then we ask again, so that two writers take turns. */
const LOCK_STEP_MS = 8;

/** Step i makes a file of layout i + 1 one of layout i + 2. */
const MIGRATIONS = ['ALTER TABLE events ADD COLUMN bytes BLOB'];

const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    hidden_to INTEGER NOT NULL DEFAULT -1,
    closed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    data TEXT NOT NULL,
    bytes BLOB
  ) STRICT;
  CREATE UNIQUE INDEX events_by_revision ON events (stream_id, revision);
  CREATE INDEX events_by_id ON events (stream_id, id, revision);
`;

/**
 * Opens the file for writing and makes it a log if it is new.
 * WAL: readers and one writer do not block each other. FULL: an append is answered after its fsync; it must be set on
 * every open, a reopened WAL file would fall back to NORMAL.
 * @throws EventLogError for files that are damaged, foreign, newer or out of reach
 */
export function openLogDatabase({ file, maxBytes, ...patience }: LogFileOptions): {
  db: DatabaseSyncInstance;
  storeId: string;
} {
  let db: DatabaseSyncInstance | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const opened = new DatabaseSync(file, { timeout: LOCK_STEP_MS });
    db = opened;
    untilUnlocked(patience, () => refuseForeign(opened, file));
    // Takes effect on a new file only.
    opened.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    untilUnlocked(patience, () => opened.exec('PRAGMA journal_mode = WAL'));
    opened.exec('PRAGMA synchronous = FULL');
    transaction(opened, patience, () => {
      createIfNew(opened);
      migrate(opened);
    });
    refuseNewer(opened, file);
    if (maxBytes !== undefined) limitSize(opened, maxBytes);
    return { db: opened, storeId: readMeta(opened, 'storeId') };
  } catch (error) {
    if (db?.isOpen) db.close();
    throw explainSqliteError(error, file);
  }
}

/** Opens a log that exists for reading; `openLogDatabase` must have seen it before. */
export function openLogForReading(file: string, lockTimeoutMs: number): DatabaseSyncInstance {
  return new DatabaseSync(file, { readOnly: true, timeout: lockTimeoutMs });
}

function createIfNew(db: DatabaseSyncInstance): void {
  if (pragma(db, 'application_id') === APPLICATION_ID) return;
  db.exec(SCHEMA);
  const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  insert.run('schemaVersion', String(SCHEMA_VERSION));
  insert.run('storeId', randomUUID());
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}

/** Brings an older file to the layout of today. A reader of the older layout goes on reading it. */
function migrate(db: DatabaseSyncInstance): void {
  const version = Number(readMeta(db, 'schemaVersion'));
  if (version >= SCHEMA_VERSION) return;
  for (const step of MIGRATIONS.slice(version - 1)) db.exec(step);
  db.prepare("UPDATE meta SET value = ? WHERE key = 'schemaVersion'").run(String(SCHEMA_VERSION));
}

function refuseForeign(db: DatabaseSyncInstance, file: string): void {
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  if (tables > 0 && pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new EventLogError(
      'not-a-log',
      `${file} is an SQLite database, but no event log of paramo. Choose another path.`,
    );
  }
}

function refuseNewer(db: DatabaseSyncInstance, file: string): void {
  const version = Number(readMeta(db, 'schemaVersion'));
  if (version <= SCHEMA_VERSION) return;
  throw new EventLogError(
    'newer-schema',
    `The event log ${file} has layout ${version}; this paramo reads up to ${SCHEMA_VERSION}. Use a newer paramo.`,
  );
}

function limitSize(db: DatabaseSyncInstance, maxBytes: number): void {
  const pages = Math.floor(maxBytes / pragma(db, 'page_size'));
  db.exec(`PRAGMA max_page_count = ${Math.max(1, pages)}`);
}

function readMeta(db: DatabaseSyncInstance, key: string): string {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined;
  if (!row)
    throw new EventLogError('damaged', `The event log has no "${key}" in its table meta. Restore it from a copy.`);
  return row.value;
}

/** The value of a pragma that is one integer. */
export function pragma(db: DatabaseSyncInstance, name: string): number {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, number>;
  return row[name] ?? Number.NaN;
}
