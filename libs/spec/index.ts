export * from './optimization-spec';
export * from './recorded-spec';
