import { workerData } from 'node:worker_threads';
import { serveThread, Transferred } from '#threads';
import { tidyUp } from '../sqlite-code';
import { type CommitOutcome, createCommitter } from './commit-writes';
import { type LogFileOptions, openLogDatabase } from './log-database';
import { buffersOf, type Write } from './log-writer';
import { WriterGate } from './writer-gate';

/** What the writer thread of an event log answers to. */
export type EventLogMethods = {
  /** Opens or creates the log; must come first. */
  open(input: null): { storeId: string };
  /** Commits a group of writes, in order; the memory of their bytes comes back. */
  commit(writes: Write[]): { outcomes: CommitOutcome[]; buffers: ArrayBuffer[] };
};

/** Data the thread starts with: the file, and the shared memory of its gate. */
export type EventLogThreadData = Omit<LogFileOptions, 'isWaitingOver'> & { gate: Int32Array };

const { gate: shared, ...file } = workerData as EventLogThreadData;
const gate = new WriterGate(shared);
let log: ReturnType<typeof openLog> | undefined;

serveThread<EventLogMethods>(
  {
    open: () => {
      log ??= gate.pass(openLog);
      return { storeId: log.storeId };
    },
    commit: (writes) => {
      const { commit } = opened();
      const buffers = buffersOf(writes);
      return new Transferred({ outcomes: gate.pass(() => commit(writes)), buffers }, buffers);
    },
  },
  {
    onClose: () => {
      if (!log) return;
      const { db } = log;
      gate.pass(() => {
        tidyUp(db);
        db.close();
      });
    },
  },
);

function openLog() {
  const options: LogFileOptions = { ...file, isWaitingOver: () => gate.isWaitingOver };
  const { db, storeId } = openLogDatabase(options);
  return { db, storeId, commit: createCommitter(db, options) };
}

function opened(): ReturnType<typeof openLog> {
  if (!log) throw new Error('The event log was not opened.');
  return log;
}
