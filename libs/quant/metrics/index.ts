/** Metrics: the numbers of a backtest, each with its definition, unit, direction and source. */
export { periodsPerYear } from './annualization';
export { computeMetrics, findMetric, metricValue } from './compute-metrics';
export type { MetricDefinition } from './metric.types';
export { MetricContext, type MetricInput } from './metric-context';
export { addTrade, emptyTotals, type RunTotals } from './run-totals';
export { METRICS } from './registry.generated';
