import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, exitOfRejection, REJECTION_EXITS } from './exit-codes';

const libs = join(__dirname, '..', '..', 'libs');
/** `reject('…'` of a decider, `code: '…'` of a `Rejected`. The gateway's own codes are not looked at. */
const REFUSALS = [/\breject\(\s*'([a-z-]+\.[a-z-]+)'/g, /\bcode: '([a-z-]+\.[a-z-]+)'/g];

function refusalCodes(): string[] {
  const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => path.endsWith('.ts') && !/\.(spec|contract)\.ts$/.test(path) && !/^(testing|api|modules)\b/.test(path),
    )
    .map((path) => readFileSync(join(libs, path), 'utf8'))
    .filter((text) => /\bRejected\(|\breject\(/.test(text));
  const codes = sources.flatMap((text) =>
    REFUSALS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code)),
  );
  return [...new Set(codes)].filter((code) => code !== undefined).sort();
}

describe('exit codes', () => {
  it('are those of the specification', () => {
    expect(EXIT).toEqual({
      ok: 0,
      unexpected: 1,
      invalid: 2,
      notFound: 3,
      conflict: 5,
      runFailed: 7,
      tooManyFailures: 8,
      timeout: 124,
      interrupted: 130,
      terminated: 143,
    });
  });

  it('exist for every refusal in the sources', () => {
    const found = refusalCodes();
    expect(found).toContain('optimization.not-found');
    expect(found.filter((code) => !Object.hasOwn(REJECTION_EXITS, code))).toEqual([]);
  });

  it('of a code that is not in the table tell of a bug', () => {
    expect(exitOfRejection('toString')).toBe(EXIT.unexpected);
    expect(exitOfRejection('never.heard-of')).toBe(EXIT.unexpected);
  });
});
