export * from './backtest.types';
export * from './default-settings';
export { simulate } from './simulate';
