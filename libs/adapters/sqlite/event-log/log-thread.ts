import { AppendOutcomeUnknownError } from '#event-sourcing';
import { compiledThreadFile, startThread, type Thread, ThreadClosedError, ThreadCrashedError } from '#threads';
import type { CommitOutcome } from './commit-writes';
import { EventLogError } from './event-log.error';
import type { EventLogMethods, EventLogThreadData } from './event-log.thread';
import { GroupCommit } from './group-commit';
import { buffersOf, type Write, type WriteOutcome } from './log-writer';
import { SpareBuffers } from './spare-buffers';
import { WriterGate } from './writer-gate';

export interface LogThreadOptions extends Omit<EventLogThreadData, 'gate'> {
  appendTimeoutMs: number;
  closeTimeoutMs: number;
}

/** Text and bytes (UTF-16 units count one) that may wait for the disk; beyond it writes are refused instead of filling the memory. */
const MAX_WAITING_SIZE = 256 * 1024 * 1024;

/** The caller's end of the writer thread: groups writes, bounds what waits, and turns failures into the port's errors. */
export class LogThread {
  private readonly commits: GroupCommit<CommitOutcome>;
  private readonly spare = new SpareBuffers();
  private waitingSize = 0;

  private constructor(
    private readonly thread: Thread<EventLogMethods>,
    readonly storeId: string,
    private readonly options: LogThreadOptions,
    private readonly gate: WriterGate,
  ) {
    this.commits = new GroupCommit(async (writes) => {
      const { outcomes, buffers } = await thread.request('commit', writes, { transfer: buffersOf(writes) });
      this.spare.giveBack(buffers);
      return outcomes;
    });
  }

  static async open(options: LogThreadOptions): Promise<LogThread> {
    const { file, lockTimeoutMs, maxBytes, closeTimeoutMs } = options;
    const gate = new WriterGate();
    const workerData: EventLogThreadData = { file, lockTimeoutMs, maxBytes, gate: gate.shared };
    const threadFile = compiledThreadFile(__dirname, 'event-log.thread');
    const thread = startThread<EventLogMethods>(threadFile, { name: 'event-log', workerData });
    const onProcessExit = (): void => gate.shut(closeTimeoutMs);
    process.once('exit', onProcessExit);
    thread.onExit(() => process.removeListener('exit', onProcessExit));
    try {
      const { storeId } = await thread.request('open', null);
      return new LogThread(thread, storeId, options, gate);
    } catch (error) {
      await thread.close();
      throw fromThread(error);
    }
  }

  /** A copy of bytes for an append, in memory that travels to the writer and back. */
  copy(bytes: Uint8Array): Uint8Array {
    return this.spare.copy(bytes);
  }

  async write(write: Write): Promise<WriteOutcome> {
    const outcome = await inTime(this.commit(write), this.options.appendTimeoutMs, write.stream);
    if (outcome.kind === 'failed') throw new EventLogError(outcome.fault, outcome.message);
    return outcome;
  }

  /**
   * Waits for what was submitted, empties the WAL and ends the thread. When that takes too long, what still waits for
   * another process is refused; a thread that has not ended after twice the time hangs with its disk and is terminated.
   */
  async close(): Promise<void> {
    const { closeTimeoutMs } = this.options;
    const giveUp = setTimeout(() => this.gate.stopWaiting(), closeTimeoutMs);
    const force = setTimeout(() => {
      this.gate.shut(0);
      void this.thread.terminate();
    }, 2 * closeTimeoutMs);
    try {
      await this.commits.idle();
      const { error } = await this.thread.close({ timeoutMs: 2 * closeTimeoutMs });
      if (error) throw error;
    } finally {
      clearTimeout(giveUp);
      clearTimeout(force);
    }
  }

  private async commit(write: Write): Promise<CommitOutcome> {
    const size = sizeOf(write);
    if (this.waitingSize > 0 && this.waitingSize + size > MAX_WAITING_SIZE) {
      throw new EventLogError('overloaded', 'The event log has too much waiting to be written; append again later.');
    }
    this.waitingSize += size;
    try {
      return await this.commits.submit(write);
    } catch (error) {
      throw error instanceof ThreadCrashedError ? outcomeUnknown(write.stream, error) : fromThread(error);
    } finally {
      this.waitingSize -= size;
    }
  }
}

/** Waits no longer than that; a write that is given up may still be committed. */
function inTime<T>(answer: Promise<T>, timeoutMs: number, stream: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new AppendOutcomeUnknownError(stream)), timeoutMs);
    answer.finally(() => clearTimeout(late)).then(resolve, reject);
  });
}

function sizeOf(write: Write): number {
  if (write.kind === 'delete') return 0;
  return write.events.reduce(
    (sum, { data, metadata, bytes }) => sum + data.length + metadata.length + (bytes?.byteLength ?? 0),
    0,
  );
}

function outcomeUnknown(stream: string, cause: unknown): AppendOutcomeUnknownError {
  return Object.assign(new AppendOutcomeUnknownError(stream), { cause });
}

/** Errors arrive by name and fields: ours get their class back. */
function fromThread(error: unknown): unknown {
  if (error instanceof ThreadClosedError) {
    const message = 'The event log is closed or its writer has ended; open it again.';
    return new EventLogError('closed', message, { cause: error });
  }
  if (error instanceof Error && error.name === 'EventLogError') {
    return new EventLogError((error as EventLogError).fault, error.message, { cause: error });
  }
  return error;
}
