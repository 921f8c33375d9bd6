/** Heavy work: delivered at least once, to one consumer at a time. Exactly-once comes from the event store, never from here. */
export interface Job<T = unknown> {
  /** While a job with this id waits or runs, a second one is dropped. */
  id: string;
  payload: T;
}

export interface Delivery<T = unknown> {
  job: Job<T>;
  /** 1 on the first delivery. */
  attempt: number;
  /** "Still at it": restarts the acknowledgement deadline. */
  working(): void;
  /** Aborts when the queue closes or the deadline has passed and the job goes to somebody else. */
  signal: AbortSignal;
}

export interface ConsumeOptions {
  /** Deliveries under way at once. */
  concurrency: number;
  /** Without an answer or `working()` for this long the job is delivered again. */
  ackWaitMs: number;
  /** After this many deliveries without success the job is given to `onExhausted` and removed. */
  maxDeliveries: number;
  /** Wait before delivery n+1 after a failure: `retryDelayMs · 2^(n−1)`. */
  retryDelayMs: number;
  /** Called with the last error; only when it has resolved is the job removed. */
  onExhausted: (job: Job, error: unknown) => Promise<void>;
}

export interface JobQueue {
  /** Resolves when the job is stored or was there already (`duplicate`). Rejects with `QueueFullError`. */
  enqueue(queue: string, job: Job): Promise<{ duplicate: boolean }>;
  /** Resolve = acknowledged; reject = delivered again later. Returns the stop, which waits for running deliveries. */
  consume(queue: string, options: ConsumeOptions, handler: (delivery: Delivery) => Promise<void>): () => Promise<void>;
  /** Jobs waiting or running. */
  size(queue: string): Promise<number>;
  /** Removes waiting jobs that match; running ones are left. */
  removeWaiting(queue: string, matches: (job: Job) => boolean): Promise<number>;
  close(): Promise<void>;
}

export class QueueFullError extends Error {
  constructor(
    readonly queue: string,
    readonly capacity: number,
  ) {
    super(`The queue ${queue} is full (${capacity} jobs).`);
    this.name = 'QueueFullError';
  }
}
