/** Search methods: what is tried next. */
export { findSearchMethod, type FoundSearchMethod } from './find-search-method';
export { SEARCH_METHODS } from './registry.generated';
export * from './search.types';
