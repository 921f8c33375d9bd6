import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorruptBlobError } from '#messaging';
import { blobStoreContract } from '#testing';
import { openFileBlobStore } from './blob-store';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = new TextEncoder().encode('abc');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'paramo-blobs-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

blobStoreContract('a directory of files', () => openFileBlobStore({ directory }));

describe('the blob files', () => {
  const file = () => join(directory, 'ba', ABC);

  it('are still there when the directory is opened again', async () => {
    const first = await openFileBlobStore({ directory });
    await first.put(abc);
    await first.close();
    const second = await openFileBlobStore({ directory });
    expect(await second.get(ABC)).toEqual(abc);
    await second.close();
  });

  it('may lie in a directory that has to be made first', async () => {
    const deep = join(directory, 'not', 'there', 'yet');
    const store = await openFileBlobStore({ directory: deep });
    await store.put(abc);
    expect(existsSync(join(deep, 'ba', ABC))).toBe(true);
    await store.close();
  });

  it('lie under the first two digits of their name, and nothing else stays behind', async () => {
    const store = await openFileBlobStore({ directory });
    await store.put(abc);
    await store.close();
    expect(readdirSync(directory, { recursive: true }).sort()).toEqual(['ba', join('ba', ABC), 'incoming']);
  });

  it.each([
    ['other bytes', 'abd'],
    ['a part of the bytes', 'ab'],
    ['nothing', ''],
  ])('that hold %s are refused, and mended by putting them again', async (_, damaged) => {
    const store = await openFileBlobStore({ directory });
    await store.put(abc);
    writeFileSync(file(), damaged);
    const error = await store.get(ABC).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CorruptBlobError);
    expect(error).toMatchObject({ hash: ABC });
    expect(await store.put(abc)).toBe(ABC);
    expect(await store.get(ABC)).toEqual(abc);
    await store.close();
  });

  it('are not written a second time', async () => {
    const store = await openFileBlobStore({ directory });
    await store.put(abc);
    const { ino, mtimeMs } = statSync(file());
    await store.put(abc);
    expect(statSync(file())).toMatchObject({ ino, mtimeMs });
    await store.close();
  });

  it('of a write that died are cleared away; those of a write under way are left', async () => {
    const incoming = join(directory, 'incoming');
    await (await openFileBlobStore({ directory })).close();
    writeFileSync(join(incoming, 'old'), 'ab');
    writeFileSync(join(incoming, 'new'), 'ab');
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(join(incoming, 'old'), twoHoursAgo, twoHoursAgo);
    const store = await openFileBlobStore({ directory });
    expect(readdirSync(incoming)).toEqual(['new']);
    expect(await store.has(ABC)).toBe(false);
    await store.close();
  });

  it('may be put by two stores at once', async () => {
    const stores = await Promise.all([openFileBlobStore({ directory }), openFileBlobStore({ directory })]);
    await Promise.all(stores.map((store) => store.put(abc)));
    for (const store of stores) expect(await store.get(ABC)).toEqual(abc);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('are whole when close resolves, also of puts that nobody waited for', async () => {
    const store = await openFileBlobStore({ directory });
    const put = store.put(abc);
    await store.close();
    expect(existsSync(file())).toBe(true);
    await put;
  });

  it('that cannot be written are reported, and leave nothing behind', async () => {
    const store = await openFileBlobStore({ directory });
    writeFileSync(join(directory, 'ba'), 'in the way');
    await expect(store.put(abc)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readdirSync(join(directory, 'incoming'))).toEqual([]);
    await store.close();
  });
});
