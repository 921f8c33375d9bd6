/** Test support: contract suites, specification DSL, builders. Product code never imports it. */
export * from './decider.dsl';
export * from './golden-events.contract';
