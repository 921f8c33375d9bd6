import { fixedClock } from '#kernel';
import { eventStoreContract } from '#testing';
import { createMemoryEventStore } from './event-store';

eventStoreContract('The event store in memory', { open: async () => createMemoryEventStore() });

describe('The event store in memory', () => {
  const event = { id: 'e', type: 'T', schemaVersion: 1, data: 1, metadata: { correlationId: 'c', causationId: 'c' } };

  it('stamps events with the clock it is given', async () => {
    const store = createMemoryEventStore({ clock: fixedClock(Date.UTC(2024, 0, 2)) });
    await store.append('s', [event], 'no-stream');
    for await (const { recordedAt } of store.readStream('s')) expect(recordedAt).toBe('2024-01-02T00:00:00.000Z');
    expect.assertions(1);
  });

  it('has an identity of its own', () => {
    expect(createMemoryEventStore().storeId).not.toBe(createMemoryEventStore().storeId);
  });
});
