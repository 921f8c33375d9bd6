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
  return function commit(writes): CommitOutcome[] {
    try {
      return transaction(db, patience, () => writes.map((write) => writer.apply(write)));
    } catch (error) {
      const failure = toFailure(explainSqliteError(error, file));
      // Whoever holds the lock holds it against all of them: asking for each would only multiply the wait.
      if (writes.length === 1 || failure.fault === 'busy') return writes.map(() => failure);
      // One that fails takes no other with it: all was rolled back and is repeated one by one.
      return writes.flatMap((write) => commit([write]));
    }
  };
}

function toFailure(error: unknown): CommitOutcome & { kind: 'failed' } {
  const fault = error instanceof EventLogError ? error.fault : 'io';
  return { kind: 'failed', fault, message: error instanceof Error ? error.message : String(error) };
}
