import { ClosedError, QueueFullError, type JobQueue } from '#messaging';
import { NamedQueue } from './named-queue';
import { systemTimers, type Timers } from './timers';

export interface InProcessJobQueueOptions {
  /** Jobs that one queue holds at most, waiting and running together. */
  capacity: number;
  timers?: Timers;
}

/**
 * Jobs within this process, first come, first served. They die with it: what must be done is in the event log, and
 * whoever planned it enqueues again what has no result.
 */
export function createInProcessJobQueue({ capacity, timers = systemTimers }: InProcessJobQueueOptions): JobQueue {
  if (!(Number.isSafeInteger(capacity) && capacity >= 1))
    throw new RangeError(`The capacity of a job queue is a whole number from 1, not ${capacity}.`);
  const queues = new Map<string, NamedQueue>();
  let closing: Promise<void> | undefined;

  const open = (name: string): NamedQueue => {
    if (closing !== undefined) throw new ClosedError('job queue');
    const existing = queues.get(name);
    if (existing !== undefined) return existing;
    const created = new NamedQueue(timers);
    queues.set(name, created);
    return created;
  };

  return {
    enqueue: async (name, job) => {
      const queue = open(name);
      if (queue.has(job.id)) return { duplicate: true };
      if (queue.size >= capacity) throw new QueueFullError(name, capacity);
      queue.add(job);
      return { duplicate: false };
    },
    consume: (name, options, handler) => open(name).consume(options, handler),
    size: async (name) => open(name).size,
    removeWaiting: async (name, matches) => open(name).removeWaiting(matches),
    close: () => {
      closing ??= Promise.all([...queues.values()].map((queue) => queue.close())).then(() => undefined);
      return closing;
    },
  };
}
