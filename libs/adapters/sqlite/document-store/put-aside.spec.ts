import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteDocumentStore } from './document-store';
import { putAsideIfDamaged } from './put-aside';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'paramo-aside-'));
  file = join(directory, 'views.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

const JUNK = 'x'.repeat(4096);

describe('read models', () => {
  it('that are not there, or well, are left alone', async () => {
    expect(putAsideIfDamaged(file)).toBeNull();
    const store = openSqliteDocumentStore({ file });
    await store.collection('trials').put([{ _id: 'kept' }]);
    await store.close();
    expect(putAsideIfDamaged(file)).toBeNull();
    expect(existsSync(file)).toBe(true);
  });

  it('that are damaged are kept under another name, and new ones can be opened', async () => {
    for (const n of [1, 2]) {
      writeFileSync(file, JUNK);
      expect(putAsideIfDamaged(file)).toBe(`${file}.damaged-${n}`);
      expect(readFileSync(`${file}.damaged-${n}`, 'utf8')).toBe(JUNK);
    }
    const store = openSqliteDocumentStore({ file });
    expect(await store.collection('trials').count()).toBe(0);
    await store.close();
  });
});
