import { type Candles, sliceCandles } from '#quant/candles';
import { compileSpace, type Space, type SpaceDefinition } from '#quant/space';
import type { EvaluationResult, EvaluationTask } from './backtest.types';
import { BatchEvaluator, type BatchOptions } from './batch-evaluator';

/**
 * Evaluates the trials of a batch in their order. A trial that cannot be evaluated is a failure with its reason; a
 * metric that is not defined is NaN and no failure.
 * @throws Rejected `strategy.invalid`, `metric.unknown`; RangeError when space, plan or bars do not fit together.
 */
export function evaluateBatch(task: EvaluationTask, candles: Candles, options: BatchOptions = {}): EvaluationResult {
  return runToEnd(evaluateStepwise(task, candles, options));
}

/** The same, pausing now and then, so that a host on the same thread can look at its clock. */
export function evaluateStepwise(
  task: EvaluationTask,
  candles: Candles,
  options: BatchOptions = {},
): Generator<void, EvaluationResult> {
  return evaluatorOf(task, candles, options).evaluate({ ...task, space: requireSpace(task.space) });
}

/**
 * Evaluates batch after batch; while they are of one strategy on the same bars with the same settings, columns and tables
 * stay in memory. Results do not depend on it.
 */
export class BatchSeries {
  private kept: { key: string; evaluator: BatchEvaluator } | null = null;
  private space: { key: string; compiled: Space } | null = null;

  /** @throws as `evaluateBatch`. */
  evaluate(task: EvaluationTask, candles: Candles): EvaluationResult {
    const { strategy, settings, dataset, bars } = task;
    const key = JSON.stringify([strategy, settings, dataset, bars]);
    if (this.kept?.key !== key) this.kept = { key, evaluator: evaluatorOf(task, candles) };
    const spaceKey = JSON.stringify(task.space);
    if (this.space?.key !== spaceKey) this.space = { key: spaceKey, compiled: requireSpace(task.space) };
    return runToEnd(this.kept.evaluator.evaluate({ ...task, space: this.space.compiled }));
  }
}

function evaluatorOf(
  { strategy, settings, bars }: EvaluationTask,
  candles: Candles,
  options?: BatchOptions,
): BatchEvaluator {
  return new BatchEvaluator(strategy, sliceCandles(candles, bars.from, bars.to), settings, options);
}

function runToEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** @throws RangeError when it does not compile. */
export function requireSpace(definition: SpaceDefinition): Space {
  const compiled = compileSpace(definition);
  if (compiled.ok) return compiled.space;
  throw new RangeError(`The search space cannot be used. ${compiled.issues.map(({ message }) => message).join(' ')}`);
}
