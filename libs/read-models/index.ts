/** What readers see: folds of the log and the questions they answer. All of it can be deleted and rebuilt. */
export * from './analysis.queries';
export * from './datasets.projection';
export * from './judge';
export * from './optimizations.projection';
export * from './optimizations.queries';
export * from './projection';
export * from './projections';
export * from './trial-columns';
export * from './trial-table';
export * from './trials.projection';
export * from './trials.queries';
