export * from './dataset.decider';
export * from './dataset.events';
