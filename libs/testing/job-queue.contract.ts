import { ClosedError, QueueFullError } from '#messaging';
import type { ConsumeOptions, Delivery, Job, JobQueue } from '#messaging';

export interface JobQueueHarness {
  queue: JobQueue;
  /** Lets so much time go by on the queue's timers, and all that follows from it happen. */
  advance(ms: number): Promise<void>;
}

/** A delivery in the hands of the test, which decides when and how it ends. */
interface Held extends Delivery {
  acknowledge(): void;
  fail(error: Error): void;
}

/** What every `JobQueue` must do. `open` gives an empty queue of the capacity asked for. */
export function jobQueueContract(name: string, open: (capacity: number) => Promise<JobQueueHarness>): void {
  describe(`${name} is a job queue`, () => {
    let queue: JobQueue;
    let advance: (ms: number) => Promise<void>;
    let held: Held[];
    let exhausted: { id: string; error: unknown }[];

    beforeEach(async () => {
      ({ queue, advance } = await open(4));
      held = [];
      exhausted = [];
    });
    afterEach(async () => {
      const closing = queue.close();
      for (const delivery of held) delivery.acknowledge();
      await closing;
    });

    const options = (changes: Partial<ConsumeOptions> = {}): ConsumeOptions => ({
      concurrency: 1,
      ackWaitMs: 1000,
      maxDeliveries: 3,
      retryDelayMs: 100,
      onExhausted: async ({ id }, error) => {
        exhausted.push({ id, error });
      },
      ...changes,
    });
    const hold = (delivery: Delivery): Promise<void> =>
      new Promise((resolve, reject) => held.push({ ...delivery, acknowledge: resolve, fail: reject }));
    const consume = (changes?: Partial<ConsumeOptions>): (() => Promise<void>) =>
      queue.consume('jobs', options(changes), hold);
    const enqueue = async (...ids: string[]): Promise<void> => {
      for (const id of ids) await queue.enqueue('jobs', { id, payload: { of: id } });
      await advance(0);
    };
    const delivered = (): string[] => held.map(({ job, attempt }) => `${job.id}#${attempt}`);
    const last = (): Held => {
      const delivery = held.at(-1);
      if (delivery === undefined) throw new Error('Nothing was delivered.');
      return delivery;
    };
    const acknowledge = async (delivery = last()): Promise<void> => {
      delivery.acknowledge();
      await advance(0);
    };
    const fail = async (error = new Error('failed'), delivery = last()): Promise<void> => {
      delivery.fail(error);
      await advance(0);
    };

    describe('taking jobs', () => {
      it('delivers a job with its payload, and forgets it when it is acknowledged', async () => {
        consume();
        expect(await queue.enqueue('jobs', { id: 'a', payload: { batch: [1, 2] } })).toEqual({ duplicate: false });
        await advance(0);
        expect(last().job).toEqual({ id: 'a', payload: { batch: [1, 2] } });
        expect(last().attempt).toBe(1);
        expect(await queue.size('jobs')).toBe(1);
        await acknowledge();
        expect(await queue.size('jobs')).toBe(0);
        await advance(100_000);
        expect(delivered()).toEqual(['a#1']);
      });

      it('keeps jobs until somebody consumes them', async () => {
        await enqueue('a', 'b');
        consume({ concurrency: 2 });
        await advance(0);
        expect(delivered()).toEqual(['a#1', 'b#1']);
      });

      it('drops a second job of the same id while the first waits, runs or is to be retried', async () => {
        await enqueue('a');
        expect(await queue.enqueue('jobs', { id: 'a', payload: 2 })).toEqual({ duplicate: true });
        consume();
        await advance(0);
        expect(await queue.enqueue('jobs', { id: 'a', payload: 2 })).toEqual({ duplicate: true });
        await fail();
        expect(await queue.enqueue('jobs', { id: 'a', payload: 2 })).toEqual({ duplicate: true });
        expect(await queue.size('jobs')).toBe(1);
        await advance(100);
        await acknowledge();
        expect(await queue.enqueue('jobs', { id: 'a', payload: 2 })).toEqual({ duplicate: false });
        await advance(0);
        expect(delivered()).toEqual(['a#1', 'a#2', 'a#1']);
      });

      it('refuses what is above its capacity, running jobs counted, duplicates not', async () => {
        consume();
        await enqueue('a', 'b', 'c', 'd');
        const error = await queue.enqueue('jobs', { id: 'e', payload: 0 }).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(QueueFullError);
        expect(error).toMatchObject({ queue: 'jobs', capacity: 4 });
        expect(await queue.enqueue('jobs', { id: 'b', payload: 0 })).toEqual({ duplicate: true });
        await acknowledge();
        expect(await queue.enqueue('jobs', { id: 'e', payload: 0 })).toEqual({ duplicate: false });
      });

      it('keeps queues apart', async () => {
        consume();
        await queue.enqueue('other', { id: 'a', payload: 0 });
        await advance(0);
        expect(held).toEqual([]);
        expect([await queue.size('jobs'), await queue.size('other')]).toEqual([0, 1]);
        await enqueue('a');
        expect(delivered()).toEqual(['a#1']);
      });
    });

    describe('the order and number of deliveries', () => {
      it('is first come, first served', async () => {
        consume();
        await enqueue('a', 'b', 'c');
        for (let i = 0; i < 3; i++) await acknowledge();
        expect(delivered()).toEqual(['a#1', 'b#1', 'c#1']);
      });

      it('is bounded by the concurrency', async () => {
        consume({ concurrency: 2 });
        await enqueue('a', 'b', 'c', 'd');
        expect(delivered()).toEqual(['a#1', 'b#1']);
        await acknowledge(held[0]);
        expect(delivered()).toEqual(['a#1', 'b#1', 'c#1']);
      });

      it('gives each job to one consumer only', async () => {
        consume({ concurrency: 2 });
        consume({ concurrency: 2 });
        await enqueue('a', 'b', 'c', 'd');
        expect(delivered().sort()).toEqual(['a#1', 'b#1', 'c#1', 'd#1']);
      });

      it('puts a job that failed behind those who came meanwhile', async () => {
        consume();
        await enqueue('a', 'b', 'c');
        await fail();
        await advance(100);
        await acknowledge();
        await acknowledge();
        expect(delivered()).toEqual(['a#1', 'b#1', 'c#1', 'a#2']);
      });
    });

    describe('a job that fails', () => {
      it('is delivered again after retryDelayMs, then twice that', async () => {
        consume();
        await enqueue('a');
        await fail();
        await advance(99);
        expect(delivered()).toEqual(['a#1']);
        await advance(1);
        expect(delivered()).toEqual(['a#1', 'a#2']);
        await fail();
        await advance(199);
        expect(delivered()).toEqual(['a#1', 'a#2']);
        await advance(1);
        expect(delivered()).toEqual(['a#1', 'a#2', 'a#3']);
      });

      it('fails too when the handler throws before its first await', async () => {
        const attempts: number[] = [];
        queue.consume('jobs', options(), ({ attempt }) => {
          attempts.push(attempt);
          if (attempt === 1) throw new Error('at once');
          return Promise.resolve();
        });
        await enqueue('a');
        await advance(100);
        expect(attempts).toEqual([1, 2]);
        expect(await queue.size('jobs')).toBe(0);
      });

      it('does not hold up the others while it waits', async () => {
        consume();
        await enqueue('a', 'b');
        await fail();
        expect(delivered()).toEqual(['a#1', 'b#1']);
      });

      it('is given up after maxDeliveries, with its last error, and removed', async () => {
        consume({ maxDeliveries: 2 });
        await enqueue('a');
        await fail(new Error('first'));
        await advance(100);
        expect(exhausted).toEqual([]);
        const error = new Error('second');
        await fail(error);
        expect(exhausted).toEqual([{ id: 'a', error }]);
        expect(await queue.size('jobs')).toBe(0);
        await advance(100_000);
        expect(delivered()).toEqual(['a#1', 'a#2']);
        expect(exhausted).toHaveLength(1);
      });

      it('stays until onExhausted has resolved', async () => {
        let noted: () => void = () => undefined;
        consume({ maxDeliveries: 1, onExhausted: () => new Promise((resolve) => (noted = resolve)) });
        await enqueue('a');
        await fail();
        expect(await queue.size('jobs')).toBe(1);
        expect(await queue.enqueue('jobs', { id: 'a', payload: 0 })).toEqual({ duplicate: true });
        noted();
        await advance(0);
        expect(await queue.size('jobs')).toBe(0);
      });

      it('is offered to onExhausted again when that fails, and never to the handler', async () => {
        const offers: unknown[] = [];
        consume({
          maxDeliveries: 1,
          onExhausted: async (_, error) => {
            offers.push(error);
            if (offers.length < 3) throw new Error('the log is down');
          },
        });
        await enqueue('a');
        const error = new Error('failed');
        await fail(error);
        expect(offers).toEqual([error]);
        await advance(100);
        expect(offers).toEqual([error, error]);
        expect(await queue.size('jobs')).toBe(1);
        await advance(100_000);
        expect(offers).toEqual([error, error, error]);
        expect(await queue.size('jobs')).toBe(0);
        expect(delivered()).toEqual(['a#1']);
      });
    });

    describe('the acknowledgement deadline', () => {
      it('aborts the delivery and delivers again', async () => {
        consume();
        await enqueue('a');
        const [first] = held;
        await advance(999);
        expect(first?.signal.aborted).toBe(false);
        expect(delivered()).toEqual(['a#1']);
        await advance(1);
        expect(first?.signal.aborted).toBe(true);
        expect(delivered()).toEqual(['a#1', 'a#2']);
        expect(last().signal.aborted).toBe(false);
      });

      it('begins anew with every sign of life', async () => {
        consume();
        await enqueue('a');
        for (let i = 0; i < 5; i++) {
          await advance(900);
          last().working();
        }
        expect(delivered()).toEqual(['a#1']);
        await advance(999);
        expect(delivered()).toEqual(['a#1']);
        await advance(1);
        expect(delivered()).toEqual(['a#1', 'a#2']);
      });

      it('cannot be moved by a delivery that missed it', async () => {
        consume();
        await enqueue('a');
        const [first] = held;
        await advance(1000);
        await advance(900);
        first?.working();
        await advance(100);
        expect(delivered()).toEqual(['a#1', 'a#2', 'a#3']);
      });

      it('counts towards maxDeliveries', async () => {
        consume({ maxDeliveries: 2 });
        await enqueue('a');
        await advance(1000);
        await advance(1000);
        expect(exhausted).toEqual([{ id: 'a', error: expect.objectContaining({ name: 'Error' }) }]);
        expect(await queue.size('jobs')).toBe(0);
      });

      it('is over with the answer', async () => {
        consume();
        await enqueue('a');
        const [first] = held;
        await acknowledge();
        first?.working();
        await advance(100_000);
        expect(first?.signal.aborted).toBe(false);
        expect(delivered()).toEqual(['a#1']);
      });

      it('frees the place for another job', async () => {
        consume({ maxDeliveries: 1 });
        await enqueue('a', 'b');
        await advance(1000);
        expect(delivered()).toEqual(['a#1', 'b#1']);
      });
    });

    describe('removing what waits', () => {
      it('takes what matches, waiting for its turn or its retry, and leaves what runs', async () => {
        consume();
        await enqueue('a', 'b', 'c', 'd');
        await fail();
        expect(delivered()).toEqual(['a#1', 'b#1']);
        expect(await queue.removeWaiting('jobs', ({ id }: Job) => id !== 'd')).toBe(2);
        expect(await queue.size('jobs')).toBe(2);
        await acknowledge();
        await acknowledge();
        await advance(100_000);
        expect(delivered()).toEqual(['a#1', 'b#1', 'd#1']);
      });

      it('leaves a retry that runs', async () => {
        consume();
        await enqueue('a');
        await fail();
        await advance(100);
        expect(delivered()).toEqual(['a#1', 'a#2']);
        expect(await queue.removeWaiting('jobs', () => true)).toBe(0);
        expect(await queue.size('jobs')).toBe(1);
      });

      it('makes room', async () => {
        await enqueue('a', 'b', 'c', 'd');
        expect(await queue.removeWaiting('jobs', () => true)).toBe(4);
        expect(await queue.enqueue('jobs', { id: 'a', payload: 0 })).toEqual({ duplicate: false });
      });
    });

    describe('stopping', () => {
      it('takes no more jobs and waits for the delivery under way', async () => {
        const stop = consume();
        await enqueue('a', 'b');
        let stopped = false;
        const stopping = stop().then(() => {
          stopped = true;
        });
        await advance(0);
        expect(stopped).toBe(false);
        expect(last().signal.aborted).toBe(false);
        await acknowledge();
        await stopping;
        expect(delivered()).toEqual(['a#1']);
        expect(await queue.size('jobs')).toBe(1);
        await stop();
      });

      it('waits no longer than the deadline, and leaves the job to the next consumer', async () => {
        const stop = consume();
        await enqueue('a');
        const stopping = stop();
        await advance(1000);
        await stopping;
        expect(delivered()).toEqual(['a#1']);
        consume();
        await advance(0);
        expect(delivered()).toEqual(['a#1', 'a#2']);
      });
    });

    describe('closing', () => {
      it('aborts what runs, waits for it, and delivers nothing more', async () => {
        consume({ maxDeliveries: 1 });
        await enqueue('a', 'b');
        let closed = false;
        const closing = queue.close().then(() => {
          closed = true;
        });
        await advance(0);
        expect(last().signal.aborted).toBe(true);
        expect(closed).toBe(false);
        await fail(new Error('aborted'));
        await closing;
        await advance(100_000);
        expect(delivered()).toEqual(['a#1']);
        expect(exhausted).toEqual([]);
      });

      it('is not held up by a handler that ignores the signal but keeps saying it works', async () => {
        consume();
        await enqueue('a');
        const closing = queue.close();
        await advance(900);
        last().working();
        await advance(100);
        await closing;
        expect(delivered()).toEqual(['a#1']);
      });

      it('is once and for all', async () => {
        const stop = consume();
        await queue.close();
        await queue.close();
        await stop();
        await expect(queue.enqueue('jobs', { id: 'a', payload: 0 })).rejects.toThrow(ClosedError);
        await expect(queue.size('jobs')).rejects.toThrow(ClosedError);
        await expect(queue.removeWaiting('jobs', () => true)).rejects.toThrow(ClosedError);
        expect(() => consume()).toThrow(ClosedError);
      });
    });

    it.each<Partial<ConsumeOptions>>([
      { concurrency: 0 },
      { concurrency: 1.5 },
      { maxDeliveries: 0 },
      { ackWaitMs: 0 },
      { ackWaitMs: Number.NaN },
      { retryDelayMs: -1 },
    ])('refuses to consume with %j', (changes) => {
      expect(() => consume(changes)).toThrow(RangeError);
    });
  });
}
