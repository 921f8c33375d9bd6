import { workerData } from 'node:worker_threads';
import { serveThread } from '#threads';
import { type CommitOutcome, createCommitter } from './commit-writes';
import { type LogFileOptions, openLogDatabase } from './log-database';
import type { Write } from './log-writer';

/** What the writer thread of an event log answers to. */
export type EventLogMethods = {
  /** Opens or creates the log; must come first. */
  open(input: null): { storeId: string };
  /** Commits a group of writes, in order; rejects when none of them could be tried. */
  commit(writes: Write[]): CommitOutcome[];
};

const options = workerData as LogFileOptions;
let log: ReturnType<typeof openLog> | undefined;

serveThread<EventLogMethods>(
  {
    open: () => {
      log ??= openLog();
      return { storeId: log.storeId };
    },
    commit: (writes) => {
      if (!log) throw new Error('The event log was not opened.');
      return log.commit(writes);
    },
  },
  {
    onClose: () => {
      if (!log) return;
      // Puts everything into the one file, so that it can be copied as it is.
      log.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      log.db.close();
    },
  },
);

function openLog() {
  const { db, storeId } = openLogDatabase(options);
  return { db, storeId, commit: createCommitter(db, options) };
}
