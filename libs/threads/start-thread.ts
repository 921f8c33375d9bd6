import { basename } from 'node:path';
import { Worker, type ResourceLimits, type TransferListItem } from 'node:worker_threads';
import { fromErrorRecord } from './error-record';
import { PendingRequests } from './pending-requests';
import { ThreadClosedError, ThreadCrashedError } from './thread.errors';
import {
  isWireMessage,
  WIRE,
  type FromThread,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  type ThreadMethods,
  type ToThread,
} from './thread.protocol';

export interface ThreadOptions {
  /** For messages; by default the file's name. */
  name?: string;
  /** Readable in the thread as `workerData` of node:worker_threads. */
  workerData?: unknown;
  /** Buffers inside `workerData` that move instead of being copied. */
  transfer?: readonly TransferListItem[];
  resourceLimits?: ResourceLimits;
}

export interface RequestOptions {
  /** Milliseconds until the request is rejected with `ThreadTimeoutError`; without it the caller waits for the thread. */
  timeoutMs?: number;
  /** Buffers inside the input that move instead of being copied. */
  transfer?: readonly TransferListItem[];
}

export interface ThreadExit {
  code: number;
  /** What the thread died of, when it did not end by itself. */
  error?: Error;
}

/** A worker thread and the one who owns it. */
export interface Thread<M extends ThreadMethods = Record<never, never>> {
  readonly name: string;
  /**
   * Asks and waits for the answer. Rejects with what the method threw (name, message, stack and fields kept),
   * or with `ThreadTimeoutError`, `ThreadCrashedError`, `ThreadClosedError`.
   */
  request<K extends MethodName<M>>(
    method: K,
    input: MethodInput<M, K>,
    options?: RequestOptions,
  ): Promise<MethodOutput<M, K>>;
  /** Sends a message that expects no answer. */
  post(message: unknown, transfer?: readonly TransferListItem[]): void;
  /** Hears the messages that are not answers; the returned function stops it. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Told once, however the thread ends; at once when it has ended already. The returned function stops it. */
  onExit(listener: (exit: ThreadExit) => void): () => void;
  /** Lets the thread answer what it was asked and clean up; ends it by force after `timeoutMs` (default 5000). */
  close(options?: { timeoutMs?: number }): Promise<ThreadExit>;
  /** Ends the thread now, wherever it is; what it owes is rejected. */
  terminate(): Promise<ThreadExit>;
}

/**
 * Starts the module `file` (plain JavaScript: see `compiledThreadFile`) on a thread of its own.
 * The caller owns the thread and must `close` or `terminate` it.
 */
export function startThread<M extends ThreadMethods = Record<never, never>>(
  file: string,
  options: ThreadOptions = {},
): Thread<M> {
  return new WorkerThread<M>(file, options);
}

class WorkerThread<M extends ThreadMethods> implements Thread<M> {
  readonly name: string;
  private readonly worker: Worker;
  private readonly pending: PendingRequests;
  private readonly messageListeners = new Set<(message: unknown) => void>();
  private readonly exitListeners = new Set<(exit: ThreadExit) => void>();
  private readonly ended: Promise<ThreadExit>;
  private exit: ThreadExit | undefined;
  private error: Error | undefined;
  private closing = false;

  constructor(file: string, { name = basename(file, '.js'), workerData, transfer, resourceLimits }: ThreadOptions) {
    this.name = name;
    this.pending = new PendingRequests(name);
    this.worker = new Worker(file, {
      name,
      workerData,
      transferList: transfer && [...transfer],
      resourceLimits,
      // Flags of the parent (import conditions, inspectors, heap sizes) are not meant for its threads.
      execArgv: [],
    });
    this.worker.on('message', (message: unknown) => this.receive(message));
    this.worker.on('messageerror', (error) => this.die(error));
    this.worker.on('error', (error) => {
      this.error = error;
    });
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', (code) => resolve(this.finish(code)));
    });
  }

  request<K extends MethodName<M>>(
    method: K,
    input: MethodInput<M, K>,
    { timeoutMs, transfer }: RequestOptions = {},
  ): Promise<MethodOutput<M, K>> {
    if (this.closing || this.exit) return Promise.reject(new ThreadClosedError(this.name));
    return this.pending.add<MethodOutput<M, K>>(method, timeoutMs, (id) =>
      this.send({ wire: WIRE, kind: 'request', id, method, input }, transfer),
    );
  }

  post(message: unknown, transfer?: readonly TransferListItem[]): void {
    if (this.closing || this.exit) throw new ThreadClosedError(this.name);
    this.worker.postMessage(message, transfer);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.messageListeners.add(listener);
    return () => this.messageListeners.delete(listener);
  }

  onExit(listener: (exit: ThreadExit) => void): () => void {
    if (this.exit) listener(this.exit);
    else this.exitListeners.add(listener);
    return () => this.exitListeners.delete(listener);
  }

  async close({ timeoutMs = 5000 }: { timeoutMs?: number } = {}): Promise<ThreadExit> {
    if (!this.closing && !this.exit) {
      this.closing = true;
      this.send({ wire: WIRE, kind: 'close' });
    }
    const force = setTimeout(() => void this.worker.terminate(), timeoutMs);
    try {
      return await this.ended;
    } finally {
      clearTimeout(force);
    }
  }

  async terminate(): Promise<ThreadExit> {
    this.closing = true;
    await this.worker.terminate();
    return this.ended;
  }

  private send(message: ToThread, transfer?: readonly TransferListItem[]): void {
    this.worker.postMessage(message, transfer);
  }

  private receive(message: unknown): void {
    if (!isWireMessage<FromThread>(message)) {
      for (const listener of this.messageListeners) listener(message);
    } else if (message.kind === 'reply') {
      this.pending.resolve(message.id, message.value);
    } else {
      this.pending.reject(message.id, fromErrorRecord(message.error));
    }
  }

  /** An unreadable message may have been an answer: nobody can tell whose, so the thread cannot be trusted any more. */
  private die(error: Error): void {
    this.error = error;
    void this.worker.terminate();
  }

  private finish(code: number): ThreadExit {
    const exit: ThreadExit = { code, error: this.error };
    this.exit = exit;
    const reason = this.error ? this.error.message : `it exited with code ${code}.`;
    this.pending.rejectAll(() => new ThreadCrashedError(this.name, reason, { cause: this.error }));
    for (const listener of this.exitListeners) listener(exit);
    this.exitListeners.clear();
    return exit;
  }
}
