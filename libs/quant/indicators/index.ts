export * from './indicator.types';
