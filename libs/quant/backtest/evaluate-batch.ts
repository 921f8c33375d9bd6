import { type Candles, sliceCandles } from '#quant/candles';
import { findMetric, MetricContext, type MetricDefinition, metricValue } from '#quant/metrics';
import {
  compileSpace,
  type ParameterSet,
  planSets,
  type Space,
  type SpaceDefinition,
  type TrialPlan,
} from '#quant/space';
import type { EvaluationResult, EvaluationTask } from './backtest.types';
import { trialOrder } from './trial-order';
import { TrialRunner } from './trial-runner';

/**
 * Evaluates the trials of a batch in their order. A trial that cannot be evaluated is a failure with its reason; a
 * metric that is not defined is NaN and no failure.
 * @throws Rejected `strategy.invalid`, `metric.unknown`; RangeError when space, plan or bars do not fit together.
 */
export function evaluateBatch(task: EvaluationTask, candles: Candles): EvaluationResult {
  const steps = evaluateStepwise(task, candles);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, pausing after each trial, so that a host on the same thread can look at its clock. */
export function* evaluateStepwise(task: EvaluationTask, candles: Candles): Generator<void, EvaluationResult> {
  const { settings, bars, metrics, plan } = task;
  const definitions = metrics.map(findMetric);
  const runner = new TrialRunner(task.strategy, sliceCandles(candles, bars.from, bars.to), settings);
  const result: EvaluationResult = {
    columns: definitions.map(() => new Float64Array(plan.count).fill(NaN)),
    failures: [],
  };
  const isAnyFixed = Object.keys(task.fixed).length > 0;
  for (const { index, set } of inGoodOrder(requireSpace(task.space), plan, runner.columnsKept)) {
    const parameters = isAnyFixed ? { ...task.fixed, ...set } : set;
    evaluateTrial(runner, parameters, definitions, index, result);
    yield;
  }
  result.failures.sort((a, b) => a.index - b.index);
  return result;
}

/** The trials of the plan, those that share columns near each other. */
function* inGoodOrder(space: Space, plan: TrialPlan, columns: number): Generator<{ index: number; set: ParameterSet }> {
  const order = trialOrder(space, plan, columns);
  if (order === null) {
    let index = 0;
    for (const set of planSets(space, plan)) yield { index: index++, set };
    return;
  }
  const sets = [...planSets(space, plan)];
  for (const index of order) yield { index, set: sets[index] ?? {} };
}

function evaluateTrial(
  runner: TrialRunner,
  parameters: ParameterSet,
  metrics: readonly MetricDefinition[],
  index: number,
  { columns, failures }: EvaluationResult,
): void {
  try {
    const context = new MetricContext(runner.run(parameters));
    metrics.forEach((metric, i) => {
      const column = columns[i];
      if (column) column[index] = metricValue(metric, context);
    });
  } catch (error) {
    failures.push({ index, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** @throws RangeError when it does not compile. */
export function requireSpace(definition: SpaceDefinition): Space {
  const compiled = compileSpace(definition);
  if (compiled.ok) return compiled.space;
  throw new RangeError(`The search space cannot be used. ${compiled.issues.map(({ message }) => message).join(' ')}`);
}
