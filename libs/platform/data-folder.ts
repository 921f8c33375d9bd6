import { mkdirSync } from 'node:fs';
import { StorageError } from '#kernel';

const HINT = 'choose a folder that may be written, with --data-dir or PARAMO_DATA_DIR';

/** @throws StorageError when it cannot be made or is a file */
export function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainFileError(error, directory);
  }
}

/** Says what an error of the file system means for the data folder. Other errors are returned as they are. */
export function explainFileError(error: unknown, directory: string): unknown {
  const { code } = Object(error) as { code?: unknown };
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return new StorageError('foreign', `${directory} is a file or lies below one: data needs a folder.`, {
        cause: error,
        hint: HINT,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StorageError('not-writable', `The data folder ${directory} is not writable.`, {
        cause: error,
        hint: HINT,
      });
    case 'ENOSPC':
      return new StorageError('full', `There is no room for the data folder ${directory}.`, {
        cause: error,
        hint: 'make room',
      });
    default:
      return error;
  }
}
