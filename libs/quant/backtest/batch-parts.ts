import { slicePlan } from '#quant/space';
import type { EvaluationResult, EvaluationTask } from './backtest.types';
import { requireSpace } from './evaluate-batch';

/** The trials `from` … `to` − 1 of a batch. */
export interface BatchPart {
  from: number;
  to: number;
}

/**
 * A batch that is evaluated in parts: a trial's result does not depend on what else is evaluated with it, so the parts
 * give the bits of the whole.
 */
export interface BatchInParts {
  /** A part as a task of its own. */
  task(part: BatchPart): EvaluationTask;
  /** Takes in the result of a part. Parts may come in any order. */
  add(part: BatchPart, result: EvaluationResult): void;
  /** Notes that the trials of a part have failed, each for this reason. */
  fail(part: BatchPart, reason: string): void;
  result(): EvaluationResult;
}

/** @throws RangeError when the space of the task cannot be used. */
export function batchInParts(task: EvaluationTask): BatchInParts {
  const { plan, metrics } = task;
  const space = requireSpace(task.space);
  const columns = metrics.map(() => new Float64Array(plan.count).fill(NaN));
  const failures: EvaluationResult['failures'] = [];
  return {
    task: ({ from, to }) => ({ ...task, plan: slicePlan(space, plan, from, to) }),
    add: ({ from }, part) => {
      columns.forEach((column, i) => column.set(part.columns[i] ?? [], from));
      failures.push(...part.failures.map(({ index, reason }) => ({ index: from + index, reason })));
    },
    fail: ({ from, to }, reason) => {
      for (let index = from; index < to; index++) failures.push({ index, reason });
    },
    result: () => ({ columns, failures: failures.sort((a, b) => a.index - b.index) }),
  };
}
