import type { ConsumeOptions } from '#messaging';
import { jobQueueContract, manualTimers, settled } from '#testing';
import { createInProcessJobQueue } from './job-queue';

jobQueueContract('in process', async (capacity) => {
  const timers = manualTimers();
  return { queue: createInProcessJobQueue({ capacity, timers }), advance: timers.advance };
});

describe('the in-process job queue', () => {
  const options: ConsumeOptions = {
    concurrency: 1,
    ackWaitMs: 10,
    maxDeliveries: 2,
    retryDelayMs: 10,
    onExhausted: async () => undefined,
  };

  it('leaves no timer behind when it is closed', async () => {
    const timers = manualTimers();
    const queue = createInProcessJobQueue({ capacity: 10, timers });
    queue.consume('jobs', options, async ({ job }) => {
      if (job.id === 'bad') throw new Error('bad');
    });
    await queue.enqueue('jobs', { id: 'good', payload: 0 });
    await queue.enqueue('jobs', { id: 'bad', payload: 0 });
    await timers.advance(0);
    expect(timers.pending()).toBe(1);
    await queue.close();
    expect(timers.pending()).toBe(0);
  });

  it('leaves none behind either when a job is being given up meanwhile', async () => {
    const timers = manualTimers();
    const queue = createInProcessJobQueue({ capacity: 10, timers });
    let refuse: (error: Error) => void = () => undefined;
    const onExhausted = () => new Promise<void>((_, reject) => (refuse = reject));
    queue.consume('jobs', { ...options, maxDeliveries: 1, onExhausted }, () => Promise.reject(new Error('bad')));
    await queue.enqueue('jobs', { id: 'bad', payload: 0 });
    await timers.advance(0);
    const closing = queue.close();
    refuse(new Error('the log is down'));
    await closing;
    expect(timers.pending()).toBe(0);
  });

  it('serves its consumers in turn', async () => {
    const queue = createInProcessJobQueue({ capacity: 10, timers: manualTimers() });
    const served: string[] = [];
    for (const name of ['first', 'second'])
      queue.consume('jobs', { ...options, concurrency: 4 }, async ({ job }) => {
        served.push(`${job.id} ${name}`);
      });
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => queue.enqueue('jobs', { id, payload: 0 })));
    await settled();
    expect(served).toEqual(['a first', 'b second', 'c first', 'd second']);
    await queue.close();
  });

  it.each([0, 1.5, Number.NaN])('refuses a capacity of %d', (capacity) => {
    expect(() => createInProcessJobQueue({ capacity })).toThrow(RangeError);
  });
});
