/** Indicators: functions from candles to columns, one file each. */
export { findIndicator, indicatorNames } from './catalogue';
export * from './indicator.types';
export { INDICATORS } from './registry.generated';
