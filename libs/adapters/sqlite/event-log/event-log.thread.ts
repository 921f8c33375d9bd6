import { workerData } from 'node:worker_threads';
import { serveThread } from '#threads';
import { explainSqliteError } from './event-log.error';
import { GroupCommit } from './group-commit';
import { type LogFileOptions, openLogDatabase } from './log-database';
import { LogWriter, type Write, type WriteOutcome } from './log-writer';
import { transaction } from './transaction';

/** What the writer thread of an event log answers to. */
export type EventLogMethods = {
  /** Opens or creates the log; must come first. */
  open(input: null): { storeId: string };
  write(write: Write): Promise<WriteOutcome>;
};

const options = workerData as LogFileOptions;
let log: ReturnType<typeof openLog> | undefined;

serveThread<EventLogMethods>(
  {
    open: () => {
      log ??= openLog(options);
      return { storeId: log.storeId };
    },
    write: (write) => {
      if (!log) throw new Error('The event log was not opened.');
      return log.commits.submit(write);
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

function openLog({ file, lockTimeoutMs, maxBytes }: LogFileOptions) {
  const { db, storeId } = openLogDatabase({ file, lockTimeoutMs, maxBytes });
  const writer = new LogWriter(db);
  const commits = new GroupCommit((writes) => {
    try {
      return transaction(db, lockTimeoutMs, () => writes.map((write) => writer.apply(write)));
    } catch (error) {
      throw explainSqliteError(error, file);
    }
  });
  return { db, storeId, commits };
}
