export * from './batch.events';
export * from './optimization.decider';
export * from './optimization.events';
export * from './optimization.values';
