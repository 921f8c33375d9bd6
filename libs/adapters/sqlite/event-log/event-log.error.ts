export type EventLogFault =
  /** The disk is full or the log has reached its `maxBytes`. */
  | 'full'
  /** Another process held the write lock for too long. */
  | 'busy'
  /** More bytes wait to be written than the log takes at once. */
  | 'overloaded'
  /** The file is damaged. */
  | 'damaged'
  /** The file is something else. */
  | 'not-a-log'
  /** The file was written by a newer paramo. */
  | 'newer-schema'
  /** The store was closed. */
  | 'closed'
  /** Reading, writing or opening the file failed. */
  | 'io';

/** The file could not do its part. Nothing of the refused append was stored. */
export class EventLogError extends Error {
  constructor(
    readonly fault: EventLogFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EventLogError';
  }
}

/** Says what an SQLite error means for the log `file`. Other errors are returned as they are. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const [fault, text] = EXPLANATIONS[code] ?? ['io', 'failed. Nothing was stored'];
  const reason = error instanceof Error ? error.message : String((error as { message?: unknown }).message);
  return new EventLogError(fault, `The event log ${file} ${text} (SQLite: ${reason}).`, { cause: error });
}

/** The primary result code of an SQLite error (sqlite.org/rescode.html), by shape: it may come from another realm. */
export function sqliteCode(error: unknown): number | undefined {
  const { code, errcode, message } = Object(error) as { code?: unknown; errcode?: unknown; message?: unknown };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  // Errors met while iterating over rows come without their number.
  return typeof errcode === 'number' ? errcode & 0xff : (CODE_OF_TEXT[String(message)] ?? SQLITE_ERROR);
}

const SQLITE_ERROR = 1;
export const SQLITE_BUSY = 5;

const CODE_OF_TEXT: Partial<Record<string, number>> = {
  'database is locked': SQLITE_BUSY,
  'disk I/O error': 10,
  'database disk image is malformed': 11,
};

const EXPLANATIONS: Partial<Record<number, readonly [EventLogFault, string]>> = {
  [SQLITE_BUSY]: ['busy', 'is being written by another process. Nothing was stored; try again'],
  8: ['io', 'may not be written: check the permissions of the file and its folder'],
  10: ['io', 'met an error of the disk. Nothing was stored'],
  11: ['damaged', 'is damaged. Restore it from a copy'],
  13: [
    'full',
    'cannot grow: the disk is full or its size limit is reached. Nothing was stored; make room and try again',
  ],
  14: ['io', 'cannot be opened: check that the folder exists and may be written'],
  26: ['not-a-log', 'is no event log but some other file. Choose another path'],
};
