/** Event sourcing: deciders, processes and the port to the log. */
export * from './event-store.port';
