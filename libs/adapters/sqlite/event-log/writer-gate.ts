const ORDER = 0;
const INSIDE = 1;
const STOP_WAITING = 1;
const STAY_OUT = 2;

/**
 * Shared memory between the writer thread and its owner. A native SQLite call that comes back into a thread which was
 * terminated meanwhile aborts the process, and Node terminates threads on every `process.exit`: so the owner shuts the
 * gate first.
 */
export class WriterGate {
  constructor(readonly shared: Int32Array = new Int32Array(new SharedArrayBuffer(8))) {}

  /** Owner: what waits for another process's lock shall give up. */
  stopWaiting(): void {
    Atomics.store(this.shared, ORDER, STOP_WAITING);
  }

  /** Owner: keeps the thread out of SQLite from now on; blocks until it has left, at most `timeoutMs`. */
  shut(timeoutMs: number): void {
    Atomics.store(this.shared, ORDER, STAY_OUT);
    Atomics.wait(this.shared, INSIDE, 1, timeoutMs);
  }

  /** Thread: whether waiting for a lock has become pointless. */
  get isWaitingOver(): boolean {
    return Atomics.load(this.shared, ORDER) !== 0;
  }

  /** Thread: the only way to SQLite. Entering comes before looking at the order, so that `shut` cannot miss it. */
  pass<T>(work: () => T): T {
    Atomics.store(this.shared, INSIDE, 1);
    try {
      if (Atomics.load(this.shared, ORDER) === STAY_OUT) throw new Error('The process is ending; nothing was stored.');
      return work();
    } finally {
      Atomics.store(this.shared, INSIDE, 0);
      Atomics.notify(this.shared, INSIDE);
    }
  }
}
