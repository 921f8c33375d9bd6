import { type Candles, sliceCandles } from '#quant/candles';
import { computeMetrics, findMetric } from '#quant/metrics';
import { compileSpace, type ParameterSet, resolvePlan, type Space, type SpaceDefinition } from '#quant/space';
import type { EvaluationResult, EvaluationTask } from './backtest.types';
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
  const metricIds = metrics.map((name) => findMetric(name).id);
  const runner = new TrialRunner(task.strategy, sliceCandles(candles, bars.from, bars.to), settings);
  const result: EvaluationResult = {
    columns: metricIds.map(() => new Float64Array(plan.count).fill(NaN)),
    failures: [],
  };
  let index = 0;
  for (const { set } of resolvePlan(requireSpace(task.space), plan)) {
    evaluateTrial(runner, { ...task.fixed, ...set }, metricIds, index++, result);
    yield;
  }
  return result;
}

function evaluateTrial(
  runner: TrialRunner,
  parameters: ParameterSet,
  metricIds: readonly string[],
  index: number,
  { columns, failures }: EvaluationResult,
): void {
  try {
    computeMetrics(metricIds, runner.run(parameters)).forEach((value, i) => columns[i]?.fill(value, index, index + 1));
  } catch (error) {
    failures.push({ index, reason: error instanceof Error ? error.message : String(error) });
  }
}

function requireSpace(definition: SpaceDefinition): Space {
  const compiled = compileSpace(definition);
  if (compiled.ok) return compiled.space;
  throw new RangeError(`The search space cannot be used. ${compiled.issues.map(({ message }) => message).join(' ')}`);
}
