import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TOKEN = /^[0-9a-f]{64}$/;

/** The gateway's key: made on the first start, readable by its owner alone, kept for the next start. */
export function loadToken(directory: string): { token: string; file: string; created: boolean } {
  const file = join(directory, 'token');
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (TOKEN.test(token)) return { token, file, created: false };
    throw new Error(`${file} does not hold a token (64 hex digits). Delete it and a new one is made.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const token = randomBytes(32).toString('hex');
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { token, file, created: true };
}

/** Compares in a time that does not depend on where they differ. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
