/** Everything in memory: for tests and trials. */
export { createMemoryEventStore, type MemoryEventStoreOptions } from './event-store';
export { createMemoryLeases } from './leases';
export { createMemoryBlobStore } from './blob-store';
export { createInProcessCommandBus, type InProcessCommandBusOptions } from './command-bus';
export { createMemoryDocumentStore } from './document-store';
export { createInProcessEventBus } from './event-bus';
export { createInProcessJobQueue, type InProcessJobQueueOptions } from './job-queue';
export { systemTimers, type Timers } from './timers';
export { createInlineRunner } from './backtest-runner';
