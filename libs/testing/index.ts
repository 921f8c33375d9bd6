/** Test support: contract suites, specification DSL, builders. Product code never imports it. */
export * from './decider.dsl';
export * from './golden-events.contract';
export * from './document-store.contract';
export * from './sample-candles';
export * from './leases.contract';
export * from './space.arbitrary';
export * from './event-store.contract';
export * from './blob-store.contract';
export * from './command-bus.contract';
export * from './event-bus.contract';
export * from './job-queue.contract';
export * from './manual-timers';
export * from './tiny-market';
export * from './reference-cases';
export * from './reference-metrics';
export * from './backtest-runner.contract';
export * from './ranked-grid';
