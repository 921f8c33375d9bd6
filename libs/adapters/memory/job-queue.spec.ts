import { jobQueueContract, manualTimers } from '#testing';
import { createInProcessJobQueue } from './job-queue';

jobQueueContract('in process', async (capacity) => {
  const timers = manualTimers();
  return { queue: createInProcessJobQueue({ capacity, timers }), advance: timers.advance };
});

describe('the in-process job queue', () => {
  it('leaves no timer behind when it is closed', async () => {
    const timers = manualTimers();
    const queue = createInProcessJobQueue({ capacity: 10, timers });
    const options = {
      concurrency: 1,
      ackWaitMs: 10,
      maxDeliveries: 2,
      retryDelayMs: 10,
      onExhausted: async () => undefined,
    };
    queue.consume('jobs', options, ({ job }) =>
      job.id === 'good' ? Promise.resolve() : Promise.reject(new Error('bad')),
    );
    await queue.enqueue('jobs', { id: 'good', payload: 0 });
    await queue.enqueue('jobs', { id: 'bad', payload: 0 });
    await timers.advance(0);
    expect(timers.pending()).toBe(1);
    await queue.close();
    expect(timers.pending()).toBe(0);
  });

  it.each([0, 1.5, Number.NaN])('refuses a capacity of %d', (capacity) => {
    expect(() => createInProcessJobQueue({ capacity })).toThrow(RangeError);
  });
});
