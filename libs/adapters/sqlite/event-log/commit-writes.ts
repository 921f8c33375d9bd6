import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { EventLogError, type EventLogFault, explainSqliteError } from './event-log.error';
import { LogWriter, type Write, type WriteOutcome } from './log-writer';
import { type LockPatience, transaction } from './transaction';

/** What became of one write of a group. `failed`: the file could not take it; nothing of it is stored. */
export type CommitOutcome = WriteOutcome | { kind: 'failed'; fault: EventLogFault; message: string };

/** Commits groups of writes with one transaction, and so one fsync, each. */
export function createCommitter(
  db: DatabaseSyncInstance,
  { file, ...patience }: LockPatience & { file: string },
): (writes: readonly Write[]) => CommitOutcome[] {
  const writer = new LogWriter(db);
  const commit = (writes: readonly Write[]): CommitOutcome[] => {
    try {
      return transaction(db, patience, () => writes.map((write) => writer.apply(write)));
    } catch (cause) {
      const error = explainSqliteError(cause, file);
      const fault = error instanceof EventLogError ? error.fault : 'io';
      // Whoever holds the lock holds it against all of them: asking for each would only multiply the wait.
      if (fault === 'busy') throw error;
      // One that fails takes no other with it: all was rolled back and is repeated one by one.
      if (writes.length > 1) return writes.flatMap((write) => commit([write]));
      return [{ kind: 'failed', fault, message: error instanceof Error ? error.message : String(error) }];
    }
  };
  return commit;
}
