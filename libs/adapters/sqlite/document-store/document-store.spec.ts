import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { documentStoreContract } from '#testing';
import { parseFilter, parseFindOptions } from '#messaging';
import { keySql, orderSql, whereSql } from './document-sql';
import { openSqliteDocumentStore } from './document-store';

describe('on a file', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'paramo-documents-'));
    file = join(directory, 'read-models.sqlite');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('documents are still there when it is opened again', async () => {
    const first = openSqliteDocumentStore({ file });
    await first.collection('trials').ensureIndex(['n']);
    await first.collection('trials').put([{ _id: 'a', n: 1 }]);
    await first.close();
    const second = openSqliteDocumentStore({ file });
    expect(await second.collection('trials').find({ n: 1 })).toEqual([{ _id: 'a', n: 1 }]);
    await second.close();
  });

  it('another connection reads while this one writes, and sees what is committed', async () => {
    const writer = openSqliteDocumentStore({ file });
    const reader = openSqliteDocumentStore({ file });
    await writer.collection('trials').put([{ _id: 'a' }]);
    expect(await reader.collection('trials').count()).toBe(1);
    await writer.collection('trials').put([{ _id: 'b' }]);
    expect(await reader.collection('trials').count()).toBe(2);
    await writer.drop('trials');
    expect(await reader.collection('trials').count()).toBe(0);
    await reader.close();
    await writer.close();
  });

  it('another process reads while this one is in the middle of writing', async () => {
    const store = openSqliteDocumentStore({ file });
    await store.collection('trials').put([{ _id: 'a' }]);
    const writer = new DatabaseSync(file);
    writer.exec(`BEGIN IMMEDIATE; DELETE FROM "documents:trials"`);
    const script = `
      const { DatabaseSync } = require('@photostructure/sqlite');
      const rows = new DatabaseSync(process.argv[1]).prepare('SELECT doc FROM "documents:trials"').all();
      process.stdout.write(rows.map(({ doc }) => doc).join());`;
    const { stdout } = spawnSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
    writer.exec('ROLLBACK');
    writer.close();
    await store.close();
    expect(stdout).toBe('{"_id":"a"}');
  });

  it('a put that fails in its middle leaves nothing, and the next one works', async () => {
    const store = openSqliteDocumentStore({ file });
    const trials = store.collection('trials');
    await trials.put([{ _id: 'old' }]);
    const other = new DatabaseSync(file);
    other.exec(`CREATE TRIGGER refuse BEFORE INSERT ON "documents:trials" WHEN NEW.id = 'bad'
                BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    await expect(trials.put([{ _id: 'good' }, { _id: 'bad' }])).rejects.toMatchObject({ message: 'the disk is full' });
    expect(await trials.find()).toEqual([{ _id: 'old' }]);
    other.exec('DROP TRIGGER refuse');
    other.close();
    await trials.put([{ _id: 'good' }]);
    expect(await trials.count()).toBe(2);
    await store.close();
  });

  it('a file that is no database is named, and what to do with it', () => {
    writeFileSync(file, 'x'.repeat(4096));
    expect(() => openSqliteDocumentStore({ file })).toThrow(
      expect.objectContaining({
        storageFault: 'damaged',
        message: expect.stringContaining('read-models.sqlite is damaged') as unknown,
        hint: expect.stringContaining('`paramo rebuild`') as unknown,
      }) as Error,
    );
    expect(() => openSqliteDocumentStore({ file: join(directory, 'no', 'where') })).toThrow(/cannot be opened or made/);
  });
});

describe('the query planner', () => {
  const planOf = (filter: object, sort: Record<string, 1 | -1>): string => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID');
    database.exec(`CREATE INDEX by_run_and_score ON t (${['run', 'score'].flatMap(keySql).join(', ')})`);
    const { sql, parameters } = whereSql(parseFilter(filter as never));
    const rows = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT doc FROM t WHERE ${sql} ORDER BY ${orderSql(parseFindOptions({ sort }).sort)}`,
      )
      .all(...parameters) as { detail: string }[];
    database.close();
    return rows.map(({ detail }) => detail).join('\n');
  };

  it('answers equality and sort from one index, without sorting', () => {
    const plan = planOf({ run: 'r1' }, { score: 1 });
    expect(plan).toContain('SEARCH t USING INDEX by_run_and_score (<expr>=? AND <expr>=?)');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('narrows equality and range down by one index', () => {
    const plan = planOf({ run: 'r1', score: { $gt: 0.5 } }, {});
    expect(plan).toContain('SEARCH t USING INDEX by_run_and_score (<expr>=? AND <expr>=? AND <expr>=? AND <expr>>?)');
  });

  it('walks the index backwards and sorts only the ties', () => {
    const plan = planOf({ run: 'r1' }, { score: -1 });
    expect(plan).toContain('USING INDEX by_run_and_score');
    expect(plan).toMatch(/TEMP B-TREE FOR LAST TERM/);
  });

  it('uses it for lists and for null', () => {
    expect(planOf({ run: { $in: ['r1', 'r2'] } }, {})).toContain('SEARCH t USING INDEX by_run_and_score');
    expect(planOf({ run: null }, {})).toContain('SEARCH t USING INDEX by_run_and_score');
  });
});

documentStoreContract('SQLite', async () => openSqliteDocumentStore({ file: ':memory:' }));
