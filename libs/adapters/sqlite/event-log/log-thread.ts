import { AppendOutcomeUnknownError } from '#event-sourcing';
import {
  compiledThreadFile,
  startThread,
  type Thread,
  ThreadClosedError,
  ThreadCrashedError,
  ThreadTimeoutError,
} from '#threads';
import { EventLogError } from './event-log.error';
import type { EventLogMethods } from './event-log.thread';
import type { LogFileOptions } from './log-database';
import type { Write, WriteOutcome } from './log-writer';

export interface LogThreadOptions extends LogFileOptions {
  appendTimeoutMs: number;
  closeTimeoutMs: number;
}

/** Text (UTF-16 units) that may wait for the disk; beyond it appends are refused instead of filling the memory. */
const MAX_WAITING_TEXT = 256 * 1024 * 1024;

/** The caller's end of the writer thread: sends writes, bounds what waits, and turns its failures into the port's errors. */
export class LogThread {
  private waitingText = 0;

  private constructor(
    private readonly thread: Thread<EventLogMethods>,
    readonly storeId: string,
    private readonly options: LogThreadOptions,
  ) {}

  static async open(options: LogThreadOptions): Promise<LogThread> {
    const { file, lockTimeoutMs, maxBytes } = options;
    const workerData: LogFileOptions = { file, lockTimeoutMs, maxBytes };
    const threadFile = compiledThreadFile(__dirname, 'event-log.thread');
    const thread = startThread<EventLogMethods>(threadFile, { name: 'event-log', workerData });
    try {
      const { storeId } = await thread.request('open', null);
      return new LogThread(thread, storeId, options);
    } catch (error) {
      await thread.terminate();
      throw fromThread(error);
    }
  }

  async write(write: Write): Promise<WriteOutcome> {
    const text = textOf(write);
    if (this.waitingText > 0 && this.waitingText + text > MAX_WAITING_TEXT) {
      throw new EventLogError('overloaded', 'The event log has too much waiting to be written; append again later.');
    }
    this.waitingText += text;
    try {
      return await this.thread.request('write', write, { timeoutMs: this.options.appendTimeoutMs });
    } catch (error) {
      throw isUnanswered(error) ? outcomeUnknown(write.stream, error) : fromThread(error);
    } finally {
      this.waitingText -= text;
    }
  }

  /** Waits for what was sent, empties the WAL and ends the thread; by force when that takes too long. */
  async close(): Promise<void> {
    const { error } = await this.thread.close({ timeoutMs: this.options.closeTimeoutMs });
    if (error) throw error;
  }
}

function textOf(write: Write): number {
  if (write.kind === 'delete') return 0;
  return write.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ThreadTimeoutError || error instanceof ThreadCrashedError;
}

function outcomeUnknown(stream: string, cause: unknown): AppendOutcomeUnknownError {
  return Object.assign(new AppendOutcomeUnknownError(stream), { cause });
}

/** Errors arrive by name and fields: ours get their class back. */
function fromThread(error: unknown): unknown {
  if (error instanceof ThreadClosedError) {
    return new EventLogError('closed', 'The event log is closed or its writer has ended; open it again.', {
      cause: error,
    });
  }
  if (error instanceof Error && error.name === 'EventLogError') {
    return new EventLogError((error as EventLogError).fault, error.message, { cause: error });
  }
  return error;
}
