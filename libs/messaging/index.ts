/** Ports through which the services talk and remember. Each has one contract suite in #testing. */
export * from './blob-store.port';
export * from './command-bus.port';
export * from './document-store.port';
export * from './event-bus.port';
export * from './job-queue.port';
