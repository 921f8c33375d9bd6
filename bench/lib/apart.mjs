/** Programs in processes of their own, and what they took. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const USAGE_AT_EXIT = fileURLToPath(new URL('./usage-at-exit.cjs', import.meta.url));
const TIMEOUT_MS = 3_600_000;

/** A folder that is gone afterwards. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'paramo-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a Node program to its end.
 * @param nodeFlags before the program: `--cpu-prof`
 * @returns stdout; wall and CPU seconds of the whole process with all its threads; seconds its main thread was busy; peak
 *   resident bytes
 * @throws Error with stderr when it fails or takes an hour.
 */
export function runNode(args, nodeFlags = []) {
  return withFolder(async (folder) => {
    const file = join(folder, 'usage.json');
    const begin = performance.now();
    const { stdout } = await run(process.execPath, ['--require', USAGE_AT_EXIT, ...nodeFlags, ...args], {
      BENCH_USAGE_FILE: file,
    });
    const wall = (performance.now() - begin) / 1000;
    return { stdout, wall, ...JSON.parse(readFileSync(file, 'utf8')) };
  });
}

/** Runs any program to its end. @throws Error with stderr when it fails or takes an hour. */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk) => (text.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (text.stderr = (text.stderr + chunk).slice(-4000)));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${text.stderr}`));
    });
  });
}
