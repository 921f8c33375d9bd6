/** Everything in memory: for tests and trials. */
export { createMemoryEventStore, type MemoryEventStoreOptions } from './event-store';
export { createMemoryLeases } from './leases';
