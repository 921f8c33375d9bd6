import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { AppendOutcomeUnknownError, type EventStore, type NewEvent } from '#event-sourcing';
import { openLogDatabase, pragma } from './log-database';
import { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite-event-store';

const directory = mkdtempSync(join(tmpdir(), 'paramo-log-file-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const opened: EventStore[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

/** Opens a log that is closed after the test, however the test ends. */
async function open(options: SqliteEventStoreOptions): Promise<EventStore> {
  const store = await openSqliteEventStore(options);
  opened.push(store);
  return store;
}

let count = 0;
const newFile = (): string => join(directory, `${count++}.db`);

function event(n: number, data: NewEvent['data'] = { n }): NewEvent {
  return { id: `event-${n}`, type: 'T', schemaVersion: 1, data, metadata: { correlationId: 'c', causationId: 'c' } };
}

async function fileWith(events: number): Promise<string> {
  const file = newFile();
  const store = await open({ file });
  for (let n = 0; n < events; n += 100) {
    await store.append(
      's',
      Array.from({ length: Math.min(100, events - n) }, (_, index) => event(n + index)),
      'any',
    );
  }
  await store.close();
  return file;
}

async function countEvents(store: EventStore): Promise<number> {
  let events = 0;
  for await (const _ of store.readAll()) events++;
  return events;
}

function alter(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

describe('The file of a log', () => {
  it('syncs every commit to disk, also when it is opened again', async () => {
    const file = await fileWith(1);
    const { db } = openLogDatabase({ file, lockTimeoutMs: 100 });
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    db.close();
  });

  it('is one file that holds everything once the log is closed', async () => {
    const file = await fileWith(300);
    const left = readdirSync(directory).filter((name) => join(directory, name).startsWith(file));
    const wal = left.filter((name) => name.endsWith('-wal')).map((name) => statSync(join(directory, name)).size);
    expect(wal.every((size) => size === 0)).toBe(true);
    const copy = newFile();
    writeFileSync(copy, readFileSync(file));
    const store = await open({ file: copy });
    expect(await countEvents(store)).toBe(300);
    await store.close();
  });

  it('is made with its folder', async () => {
    const file = join(directory, 'new', 'folder', 'log.db');
    const store = await open({ file });
    await store.close();
    expect(statSync(file).isFile()).toBe(true);
  });

  it.each([
    ['is text', 'not-a-log', (file: string) => writeFileSync(file, 'time,open,high,low,close\n'.repeat(400))],
    ['is the database of another program', 'not-a-log', (file: string) => alter(file, 'CREATE TABLE t (a)')],
    ['is a folder', 'not-writable', (file: string) => rmSync(file, { force: true }), directory],
  ] as const)('is refused when it %s', async (_, fault, make, path = newFile()) => {
    if (path !== directory) make(path);
    await expect(open({ file: path })).rejects.toMatchObject({ name: 'EventLogError', fault });
  });

  it('is refused when it was cut off', async () => {
    const file = await fileWith(300);
    truncateSync(file, 8192);
    const refused = open({ file });
    await expect(refused).rejects.toMatchObject({ fault: 'damaged' });
    await expect(refused).rejects.toThrow(/damaged\. Restore it from a copy/);
  });

  it('says that it is damaged when reading meets the damage', async () => {
    const file = await fileWith(3000);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 40 * 4096, bytes.length - 40 * 4096));
    const store = await open({ file });
    await expect(countEvents(store)).rejects.toMatchObject({ name: 'EventLogError', fault: 'damaged' });
    await store.close();
  });

  it('of layout 1, without a place for bytes, is given one and keeps its events', async () => {
    const file = await fileWith(2);
    alter(file, "ALTER TABLE events DROP COLUMN bytes; UPDATE meta SET value = '1' WHERE key = 'schemaVersion'");
    const store = await open({ file });
    const bytes = Uint8Array.of(0, 1, 255);
    await store.append('s', [{ ...event(2), bytes }], 1);
    const events: [unknown, unknown][] = [];
    for await (const { data, bytes: read } of store.readStream('s')) events.push([data, read]);
    expect(events).toEqual([
      [{ n: 0 }, undefined],
      [{ n: 1 }, undefined],
      [{ n: 2 }, bytes],
    ]);
    await store.close();
    expect(await countEvents(await open({ file }))).toBe(3);
  });

  it('is refused when a newer paramo wrote it', async () => {
    const file = await fileWith(1);
    alter(file, "UPDATE meta SET value = '3' WHERE key = 'schemaVersion'");
    const refused = open({ file });
    await expect(refused).rejects.toMatchObject({ fault: 'newer-schema' });
    await expect(refused).rejects.toThrow(/layout 3; this paramo reads up to 2/);
  });
});

describe('A log that cannot grow', () => {
  it('refuses the append that does not fit, whole, and takes those that do', async () => {
    const store = await open({ file: newFile(), maxBytes: 400_000 });
    await store.append('s', [event(0)], 'no-stream');
    const large = Array.from({ length: 10 }, (_, n) => event(1 + n, 'x'.repeat(100_000)));
    const outcomes = await Promise.allSettled([
      store.append('a', [event(100)], 'no-stream'),
      store.append('large', large, 'no-stream'),
      store.append('b', [event(101)], 'no-stream'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'EventLogError', fault: 'full' } });
    expect(await store.streamRevision('large')).toBe('no-stream');
    expect(await countEvents(store)).toBe(3);
    await store.close();
  });
});

describe('A log that another process has locked', () => {
  it('says that the outcome is unknown when no answer came in time, and the retry stores the event once', async () => {
    const file = await fileWith(1);
    const store = await open({ file, appendTimeoutMs: 50, lockTimeoutMs: 60_000 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const append = (): Promise<unknown> => store.append('s', [event(1)], 0);
    await expect(append()).rejects.toBeInstanceOf(AppendOutcomeUnknownError);
    other.exec('ROLLBACK');
    other.close();
    await store.close();

    const reopened = await open({ file });
    expect(await reopened.append('s', [event(1)], 0)).toMatchObject({ revision: 1, idempotent: true });
    expect(await countEvents(reopened)).toBe(2);
    await reopened.close();
  });

  it('refuses the append when the lock is not released in time, and stores nothing', async () => {
    const file = await fileWith(1);
    const store = await open({ file, lockTimeoutMs: 20 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const refused = store.append('s', [event(1)], 0);
    await expect(refused).rejects.toMatchObject({ fault: 'busy' });
    expect(await countEvents(store)).toBe(1);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.append('s', [event(1)], 0)).toMatchObject({ revision: 1, idempotent: false });
    await store.close();
  });

  it('is still readable', async () => {
    const file = await fileWith(3);
    const other = new DatabaseSync(file);
    const store = await open({ file });
    other.exec("BEGIN IMMEDIATE; INSERT INTO streams (name) VALUES ('uncommitted')");
    expect(await countEvents(store)).toBe(3);
    other.exec('ROLLBACK');
    other.close();
    await store.close();
  });
});

describe('Closing a log', () => {
  it('waits for the appends that were sent', async () => {
    const file = newFile();
    const store = await open({ file });
    const appends = Array.from({ length: 50 }, (_, n) => store.append(`s-${n}`, [event(n)], 'no-stream'));
    await store.close();
    expect(await Promise.allSettled(appends)).toHaveLength(50);
    const reopened = await open({ file });
    expect(await countEvents(reopened)).toBe(50);
    await reopened.close();
  });

  it('refuses, after its bound, what still waits for another process', async () => {
    const file = await fileWith(1);
    const store = await open({ file, lockTimeoutMs: 60_000, closeTimeoutMs: 50 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const refused = expect(store.append('s', [event(1)], 0)).rejects.toMatchObject({ fault: 'busy' });
    await store.close();
    await refused;
    other.exec('ROLLBACK');
    other.close();
  });
});
