/** Strategies: rules as data, one file each. */
export { findStrategy, strategyNames } from './catalogue';
export { STRATEGIES } from './registry.generated';
export * from './strategy.types';
