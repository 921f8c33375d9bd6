/** Backtests: signals and settings in, trades and equity out, for one parameter set or a batch of trials. */
export * from './backtest.types';
export * from './default-settings';
export { ENGINE_VERSION } from './engine-version';
export { simulate } from './simulate';
