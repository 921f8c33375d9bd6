import { access, constants, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface Check {
  name: string;
  ok: boolean;
  found: string;
  /** What to do when it is not well. */
  advice?: string;
}

type Finding = Omit<Check, 'name'>;

const THREAD_ANSWER_MS = 5000;
const LOW_DISK_BYTES = 500 * 1024 * 1024;

/** Looks at everything paramo needs of a machine. Leaves the folder as it was. */
export async function examine(dataDir: string): Promise<Check[]> {
  const checks: [string, () => Promise<Finding> | Finding][] = [
    ['node', node],
    ['sqlite', sqlite],
    ['data folder', () => folder(dataDir)],
    ['event log', () => eventLog(join(dataDir, 'log.db'))],
    ['disk', () => disk(dataDir)],
    ['worker threads', threads],
    ['time', time],
  ];
  const done: Check[] = [];
  for (const [name, look] of checks) done.push({ name, ...(await carefully(look)) });
  return done;
}

async function carefully(look: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return { ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    ok,
    found: `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    advice: 'paramo needs Node 20.19 or newer',
  };
}

async function sqlite(): Promise<Finding> {
  try {
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const db = new DatabaseSync(':memory:');
    const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
    db.close();
    return { ok: true, found: `SQLite ${version}` };
  } catch (error) {
    return {
      ok: false,
      found: `the native part does not load: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'run `npm rebuild @photostructure/sqlite`, or `npm ci` again on this machine',
    };
  }
}

async function folder(directory: string): Promise<Finding> {
  const existed = existsSync(directory);
  const probe = join(directory, `.doctor-${process.pid}`);
  const advice = 'choose another folder with --data-dir or PARAMO_DATA_DIR';
  try {
    const made = await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(probe, '');
    await rm(probe);
    if (made !== undefined) await rm(made, { recursive: true });
    return { ok: true, found: `${directory} is writable${existed ? '' : ' (not there yet)'}` };
  } catch (error) {
    return { ok: false, found: `${directory}: ${error instanceof Error ? error.message : String(error)}`, advice };
  }
}

async function eventLog(file: string): Promise<Finding> {
  if (!existsSync(file)) return { ok: true, found: 'none yet' };
  await access(file, constants.R_OK);
  const { DatabaseSync } = await import('@photostructure/sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const { quick_check: integrity } = db.prepare('PRAGMA quick_check').get() as { quick_check: string };
    const { journal_mode: journal } = db.prepare('PRAGMA journal_mode').get() as { journal_mode: string };
    const { events } = db.prepare('SELECT count(*) AS events FROM events').get() as { events: number };
    const ok = integrity === 'ok' && journal === 'wal';
    return {
      ok,
      found: `${events} events, integrity ${integrity}, journal ${journal}, synced to disk on every append`,
      advice: 'restore the folder from a copy; a log that is damaged is never repaired by guessing',
    };
  } finally {
    db.close();
  }
}

async function disk(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(existsSync(directory) ? directory : '.');
  const free = bavail * bsize;
  return {
    ok: free > LOW_DISK_BYTES,
    found: `${(free / 1024 ** 3).toFixed(1)} GB free`,
    advice: 'make room: the log grows with every trial',
  };
}

/** A thread must start and answer. */
async function threads(): Promise<Finding> {
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage('ready')", { eval: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${THREAD_ANSWER_MS} ms`)), THREAD_ANSWER_MS);
      worker.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      worker.once('error', reject);
    });
    return { ok: true, found: `start and answer; ${availableParallelism()} run at once` };
  } finally {
    await worker.terminate();
  }
}

function time(): Finding {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { ok: true, found: `${new Date().toISOString()}; this machine is in ${timeZone}, paramo counts in UTC` };
}
