export * from './metric.types';
