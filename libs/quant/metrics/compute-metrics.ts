import { Rejected } from '#kernel';
import { distance } from 'fastest-levenshtein';
import type { MetricDefinition } from './metric.types';
import { MetricContext, type MetricInput } from './metric-context';
import { METRICS } from './registry.generated';

const byName = new Map(
  METRICS.flatMap((metric) => [metric.id, ...(metric.aliases ?? [])].map((name) => [name, metric])),
);

/** @throws Rejected `metric.unknown`, with the nearest name. Case, spaces and dashes do not matter. */
export function findMetric(name: string): MetricDefinition {
  const exact = byName.get(name);
  if (exact) return exact;
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const metric = byName.get(wanted);
  if (metric) return metric;
  const nearest = [...byName.keys()].sort((a, b) => distance(a, wanted) - distance(b, wanted))[0];
  throw new Rejected({
    code: 'metric.unknown',
    message: `There is no metric "${name}". Did you mean "${nearest}"?`,
    details: { metric: name, nearest },
  });
}

/**
 * One value per name, in their order; NaN where a metric is not defined. Series shared by metrics are computed once.
 * @throws Rejected `metric.unknown`
 */
export function computeMetrics(names: readonly string[], input: MetricInput): number[] {
  const context = new MetricContext(input);
  return names.map((name) => metricValue(findMetric(name), context));
}

/** One metric of a run; NaN where it is not defined. */
export function metricValue(metric: MetricDefinition, context: MetricContext): number {
  if (context.totals.trades < metric.minimumTrades) return NaN;
  const value = metric.compute(context);
  return Number.isFinite(value) ? value : NaN;
}
