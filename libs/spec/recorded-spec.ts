import { DEFAULT_BACKTEST_SETTINGS, type EvaluationTask } from '#quant/backtest';
import type { TrialPlan } from '#quant/space';
import type { OptimizationSpec } from './optimization-spec';

/**
 * Reads a recorded specification: `OptimizationRequested` wrote it, and it was checked when it was admitted. A setting that
 * did not exist then has its default, which is what was done then.
 */
export function asOptimizationSpec(recorded: unknown): OptimizationSpec {
  const spec = recorded as OptimizationSpec;
  return { ...spec, backtest: { ...DEFAULT_BACKTEST_SETTINGS, ...spec.backtest } };
}

/** The evaluation of some trials of a specification. Throws a RangeError while its data is not resolved. */
export function evaluationTask(spec: OptimizationSpec, plan: TrialPlan): EvaluationTask {
  const { hash, bars } = spec.dataset;
  if (hash === null || bars === null) throw new RangeError(`The data of "${spec.name}" is not resolved yet.`);
  return {
    strategy: spec.strategy,
    space: spec.space,
    fixed: spec.fixed,
    plan,
    settings: spec.backtest,
    metrics: spec.metrics,
    dataset: hash,
    bars,
  };
}
