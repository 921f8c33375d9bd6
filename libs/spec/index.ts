export * from './optimization-spec';
