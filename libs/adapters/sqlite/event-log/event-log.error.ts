import { StorageError, type StorageFault } from '#kernel';
import { SQLITE_BUSY, sqliteCode } from '../sqlite-code';

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
  /** The file or its folder may not be written. */
  | 'not-writable'
  /** Reading, writing or opening the file failed. */
  | 'io';

const STORAGE_FAULTS: Readonly<Record<EventLogFault, StorageFault>> = {
  full: 'full',
  busy: 'busy',
  overloaded: 'busy',
  damaged: 'damaged',
  'not-a-log': 'foreign',
  'newer-schema': 'newer',
  closed: 'io',
  'not-writable': 'not-writable',
  io: 'io',
};

/** The file could not do its part. Nothing of the refused append was stored. */
export class EventLogError extends StorageError {
  constructor(
    readonly fault: EventLogFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(STORAGE_FAULTS[fault], message, options);
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

const EXPLANATIONS: Partial<Record<number, readonly [EventLogFault, string]>> = {
  [SQLITE_BUSY]: ['busy', 'is being written by another process. Nothing was stored; try again'],
  8: ['not-writable', 'is not writable: make its folder writable, or choose another with --data-dir'],
  10: ['io', 'met an error of the disk. Nothing was stored'],
  11: ['damaged', 'is damaged. Restore it from a copy'],
  13: [
    'full',
    'cannot grow: the disk is full or its size limit is reached. Nothing was stored; make room and try again',
  ],
  14: ['not-writable', 'cannot be opened: make its folder writable, or choose another with --data-dir'],
  26: ['not-a-log', 'is no event log but some other file. Choose another path'],
};
