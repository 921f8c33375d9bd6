import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainFileError, makeFolder } from './data-folder';

const directory = mkdtempSync(join(tmpdir(), 'paramo-folder-'));
const file = join(directory, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(directory, { recursive: true }));

describe('the data folder', () => {
  it('is made when it is not there', () => {
    expect(() => makeFolder(join(directory, 'a', 'b'))).not.toThrow();
  });

  it.each([file, join(file, 'below')])('cannot be a file, nor lie below one', (path) => {
    expect(() => makeFolder(path)).toThrow(
      expect.objectContaining({
        storageFault: 'foreign',
        hint: expect.stringContaining('--data-dir') as unknown,
      }) as Error,
    );
  });

  it.each(['EACCES', 'EPERM', 'EROFS'])('that may not be written (%s) says so', (code) => {
    expect(explainFileError(Object.assign(new Error('no'), { code }), directory)).toMatchObject({
      storageFault: 'not-writable',
    });
  });

  it('has nothing to do with other errors', () => {
    const error = new Error('other');
    expect(explainFileError(error, directory)).toBe(error);
  });
});
