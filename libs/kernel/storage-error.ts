export type StorageFault =
  /** The folder or a file in it may not be written, or cannot be made. */
  | 'not-writable'
  /** The folder or the file is something else. */
  | 'foreign'
  /** The file was written by a newer paramo. */
  | 'newer'
  /** The file is damaged. */
  | 'damaged'
  /** There is no room left. */
  | 'full'
  /** Another process held the lock for too long. */
  | 'busy'
  /** Reading, writing or opening failed in another way. */
  | 'io';

/** What keeps the data cannot do its part: no bug, and no fault of the question. `hint` says what to do. */
export class StorageError extends Error {
  constructor(
    readonly storageFault: StorageFault,
    message: string,
    { hint, ...options }: ErrorOptions & { hint?: string } = {},
  ) {
    super(message, options);
    this.name = 'StorageError';
    this.hint = hint;
  }

  readonly hint: string | undefined;
}
