import { StorageError, type StorageFault } from '#kernel';
import {
  SQLITE_BUSY,
  SQLITE_CANTOPEN,
  SQLITE_CORRUPT,
  SQLITE_FULL,
  SQLITE_IOERR,
  SQLITE_NOTADB,
  SQLITE_READONLY,
  sqliteCode,
} from '../sqlite-code';

const REBUILD = '`paramo rebuild` puts the file aside and makes it anew from the log; nothing is lost';
const ELSEWHERE = 'make the folder writable, or choose another with --data-dir';

const EXPLANATIONS: Partial<Record<number, readonly [StorageFault, string, string]>> = {
  [SQLITE_BUSY]: ['busy', 'is being written by another process', 'try again'],
  [SQLITE_READONLY]: ['not-writable', 'is not writable', ELSEWHERE],
  [SQLITE_IOERR]: ['io', 'met an error of the disk', 'check the disk, then try again'],
  [SQLITE_CORRUPT]: ['damaged', 'is damaged', REBUILD],
  [SQLITE_FULL]: ['full', 'cannot grow: the disk is full', 'make room and try again'],
  [SQLITE_CANTOPEN]: ['not-writable', 'cannot be opened or made', ELSEWHERE],
  [SQLITE_NOTADB]: ['damaged', 'is damaged: it is no SQLite file', REBUILD],
};

/** Says what an SQLite error means for the read models in `file`. Other errors are returned as they are. */
export function explainDocumentError(error: unknown, file: string): unknown {
  const explanation = EXPLANATIONS[sqliteCode(error) ?? -1];
  if (explanation === undefined) return error;
  const [fault, text, hint] = explanation;
  return new StorageError(fault, `The file of the read models ${file} ${text}.`, { cause: error, hint });
}
