/** Metrics: the numbers of a backtest, each with its definition, unit, direction and source. */
export { periodsPerYear } from './annualization';
export { computeMetrics, findMetric } from './compute-metrics';
export type { MetricDefinition } from './metric.types';
export type { MetricInput } from './metric-context';
export { METRICS } from './registry.generated';
