export * from './backtest.types';
