/** Ports through which the services talk and remember. Each has one contract suite in #testing. */
export * from './blob-store.port';
export * from './closed.error';
export * from './command-bus.port';
export * from './document-query';
export * from './document-store.port';
export * from './document-text';
export * from './event-bus.port';
export * from './job-queue.port';
export * from './lease.port';
