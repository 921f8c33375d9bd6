export * from './search.types';
