export * from './candles';
