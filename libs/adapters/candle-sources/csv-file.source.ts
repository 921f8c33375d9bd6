import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type CandleSource, CandleSourceError } from '#quant/candles';

/** A file larger than this is refused before it is read. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** CSV files of the user's own disk; the name is the path. Only for processes that run with the user's rights. */
export function csvFileSource(): CandleSource {
  return {
    kind: 'csv',
    names: () => null,
    async fetch(path) {
      try {
        const stats = await stat(path);
        if (stats.isDirectory()) {
          throw new CandleSourceError('unreadable', `${path} is a folder, not a file.`, 'Name one CSV file.');
        }
        const { size } = stats;
        if (size > MAX_FILE_BYTES) {
          const hint = `The limit is ${MAX_FILE_BYTES / 1024 / 1024} MB: use a larger interval or a shorter range.`;
          throw new CandleSourceError('too-large', `${path} has ${Math.round(size / 1024 / 1024)} MB.`, hint);
        }
        return { bytes: await readFile(path), origin: basename(path) };
      } catch (error) {
        throw error instanceof CandleSourceError ? error : asSourceError(path, error);
      }
    },
  };
}

function asSourceError(path: string, error: unknown): CandleSourceError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') {
    return new CandleSourceError(
      'not-found',
      `There is no file ${path}.`,
      'Check the path; one in an optimization file is relative to that file.',
    );
  }
  const said = error instanceof Error ? error.message : String(error);
  return new CandleSourceError('unreadable', `${path} cannot be read: ${said}`, 'Is it a file, and may you read it?');
}
