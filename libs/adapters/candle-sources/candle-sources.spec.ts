import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { candleSourceContract } from '#testing';
import { csvFileSource, embeddedSource } from '#adapters/candle-sources';

const directory = mkdtempSync(join(tmpdir(), 'paramo-source-'));
const file = join(directory, 'ABC_1d.csv');
writeFileSync(
  file,
  'date,open,high,low,close,volume\n2024-01-01,1,2,1,2,10\n2024-01-02,2,3,2,3,10\n2024-01-03,3,4,3,4,10\n',
);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

candleSourceContract('CSV files', {
  open: async () => csvFileSource(),
  known: file,
  unknown: join(directory, 'nothing.csv'),
});
candleSourceContract('embedded sets', { open: async () => embeddedSource(), known: 'sp500', unknown: 'constructor' });

describe('CSV files', () => {
  it('are refused unread when they are too large', async () => {
    const large = join(directory, 'large.csv');
    writeFileSync(large, '');
    truncateSync(large, 201 * 1024 * 1024);
    await expect(csvFileSource().fetch(large)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('that are no files say so', async () => {
    const folder = join(directory, 'folder.csv');
    mkdirSync(folder);
    await expect(csvFileSource().fetch(folder)).rejects.toMatchObject({ code: 'unreadable' });
  });
});
