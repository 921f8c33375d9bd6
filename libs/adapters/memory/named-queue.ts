import { ClosedError, type ConsumeOptions, type Delivery, type Job } from '#messaging';
import { deliver } from './delivery';
import type { Timers } from './timers';

/** A job from `add` until it is acknowledged, given up or removed. */
interface Entry {
  job: Job;
  /** How often it was delivered. */
  deliveries: number;
  /** Calls off the wait for the next delivery, while there is one. */
  cancelWait?: () => void;
  /** The last error of a job that is out of deliveries: it goes to `onExhausted`. */
  exhausted?: { error: unknown };
}

interface Consumer {
  options: ConsumeOptions;
  handler: (delivery: Delivery) => Promise<void>;
  running: Set<{ controller: AbortController; done: Promise<void> }>;
}

/** One queue of the in-process `JobQueue`. */
export class NamedQueue {
  private readonly entries = new Map<string, Entry>();
  /** Who may be delivered now, in the order of delivery. */
  private readonly ready = new Set<Entry>();
  /** Who was served last is last. */
  private readonly consumers = new Set<Consumer>();
  /** Also of consumers that were stopped meanwhile. */
  private readonly running: Consumer['running'] = new Set();
  private closed = false;

  constructor(private readonly timers: Timers) {}

  get size(): number {
    return this.entries.size;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  add(job: Job): void {
    const entry: Entry = { job, deliveries: 0 };
    this.entries.set(job.id, entry);
    this.makeReady(entry);
  }

  removeWaiting(matches: (job: Job) => boolean): number {
    const waiting = [...this.entries.values()].filter(
      (entry) => (this.ready.has(entry) || entry.cancelWait !== undefined) && matches(entry.job),
    );
    for (const entry of waiting) {
      entry.cancelWait?.();
      this.ready.delete(entry);
      this.entries.delete(entry.job.id);
    }
    return waiting.length;
  }

  /** Returns the stop, which waits for the deliveries under way. */
  consume(options: ConsumeOptions, handler: Consumer['handler']): () => Promise<void> {
    checkOptions(options);
    const consumer: Consumer = { options, handler, running: new Set() };
    this.consumers.add(consumer);
    this.dispatch();
    return async () => {
      this.consumers.delete(consumer);
      await allDone(consumer.running);
    };
  }

  /** Aborts what is running and resolves when it has ended, at the latest with its acknowledgement deadline. */
  async close(): Promise<void> {
    this.closed = true;
    this.removeWaiting(() => true);
    for (const { controller } of this.running) controller.abort(new ClosedError('job queue'));
    await allDone(this.running);
  }

  /** Hands out what is ready, to each consumer in turn. */
  private dispatch(): void {
    for (const entry of this.ready) {
      const free = [...this.consumers].find(({ running, options }) => running.size < options.concurrency);
      if (free === undefined) return;
      this.consumers.delete(free);
      this.consumers.add(free);
      this.ready.delete(entry);
      this.start(entry, free);
    }
  }

  private start(entry: Entry, consumer: Consumer): void {
    const controller = new AbortController();
    const done = this.serve(entry, consumer, controller).then(() => {
      consumer.running.delete(run);
      this.running.delete(run);
      this.dispatch();
    });
    const run = { controller, done };
    consumer.running.add(run);
    this.running.add(run);
  }

  private async serve(entry: Entry, { options, handler }: Consumer, controller: AbortController): Promise<void> {
    const { job } = entry;
    if (entry.exhausted === undefined) {
      const attempt = ++entry.deliveries;
      const { ackWaitMs, maxDeliveries } = options;
      const outcome = await deliver({ job, attempt, handler, ackWaitMs, controller, timers: this.timers });
      if (outcome.kind === 'acknowledged' || this.closed) {
        this.entries.delete(job.id);
        return;
      }
      if (attempt < maxDeliveries) {
        if (outcome.kind === 'expired') this.makeReady(entry);
        else this.makeReadyLater(entry, options);
        return;
      }
      entry.exhausted = { error: outcome.error };
    }
    try {
      await options.onExhausted(job, entry.exhausted.error);
      this.entries.delete(job.id);
    } catch {
      // Nobody has taken note that the job failed: it stays, and is offered to `onExhausted` again.
      this.makeReadyLater(entry, options);
    }
  }

  private makeReady(entry: Entry): void {
    entry.cancelWait = undefined;
    this.ready.add(entry);
    this.dispatch();
  }

  private makeReadyLater(entry: Entry, { retryDelayMs }: ConsumeOptions): void {
    if (this.closed) {
      this.entries.delete(entry.job.id);
      return;
    }
    const delayMs = retryDelayMs * 2 ** (entry.deliveries - 1);
    entry.cancelWait = this.timers.after(delayMs, () => {
      this.makeReady(entry);
    });
  }
}

async function allDone(running: Consumer['running']): Promise<void> {
  await Promise.all([...running].map(({ done }) => done));
}

function checkOptions({ concurrency, ackWaitMs, maxDeliveries, retryDelayMs }: ConsumeOptions): void {
  for (const [name, value] of Object.entries({ concurrency, maxDeliveries }))
    if (!(Number.isSafeInteger(value) && value >= 1))
      throw new RangeError(`${name} is a whole number from 1, not ${value}.`);
  if (!(ackWaitMs > 0)) throw new RangeError(`ackWaitMs is a positive number of milliseconds, not ${ackWaitMs}.`);
  if (!(retryDelayMs >= 0))
    throw new RangeError(`retryDelayMs is a number of milliseconds from 0, not ${retryDelayMs}.`);
}
