import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leasesContract } from '#testing';
import { openFileLeases } from './leases';

describe('file leases', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'paramo-leases-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  leasesContract('files', async () => [openFileLeases({ directory }), openFileLeases({ directory })]);

  it('returns when the holder is killed', async () => {
    const leases = openFileLeases({ directory });
    const holder = spawn(process.execPath, [
      '-e',
      `const { DatabaseSync } = require('@photostructure/sqlite');
       new DatabaseSync(${JSON.stringify(join(directory, 'a.lease'))}).exec('BEGIN EXCLUSIVE');
       console.log('held'); setInterval(() => {}, 1000);`,
    ]);
    await once(holder.stdout, 'data');
    expect(await leases.acquire('a')).toBeNull();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await leases.acquire('a')).not.toBeNull();
    await leases.close();
  });

  it('refuses names that could leave the directory', async () => {
    const leases = openFileLeases({ directory });
    await expect(leases.acquire('../x')).rejects.toThrow(RangeError);
    await leases.close();
  });
});
