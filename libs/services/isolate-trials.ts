import {
  batchInParts,
  BatchCrashedError,
  type BatchPart,
  BatchTimeoutError,
  type EvaluationResult,
  type EvaluationTask,
} from '#quant/backtest';

/** So many trials that fail their batch are found wherever they are; what comes after too many is given up unseen. */
const TRIALS_FOUND = 8;

export interface IsolationOptions {
  /** Evaluates a part, within its deadline. */
  evaluate: (task: EvaluationTask) => Promise<EvaluationResult>;
  /** Milliseconds that deadlines may be waited for in all. */
  patienceMs: number;
  /** Whether an error says something about the trials; another ends the isolation. */
  isOfTrials: (error: unknown) => boolean;
  /** Told the error of the whole batch, when it has one. */
  onTrouble: (error: unknown) => void;
}

/**
 * Evaluates a batch. When it fails as a whole, it is halved, and what fails is halved again, until single trials are left
 * that crash the evaluator, take too long or throw: only these have failed, all others have their result, which is that
 * of an untroubled evaluation. For k such trials among n that is about 2·k·log₂ n evaluations; there is a bound on their
 * number and on the time spent waiting, after which the rest is recorded as failed, with the last reason.
 */
export async function evaluateIsolating(task: EvaluationTask, options: IsolationOptions): Promise<EvaluationResult> {
  const { evaluate, isOfTrials, onTrouble } = options;
  const { count } = task.plan;
  const batch = batchInParts(task);
  const left = { evaluations: 1 + evaluationsFor(count), waitMs: options.patienceMs };
  const parts: BatchPart[] = [{ from: 0, to: count }];
  let last: unknown;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (left.evaluations-- <= 0 || left.waitMs <= 0) {
      batch.fail(part, `not evaluated, for too many trials of its batch failed; the last: ${reasonOf(last)}`);
      continue;
    }
    const trials = part.to - part.from;
    try {
      batch.add(part, await evaluate(batch.task(part)));
    } catch (error) {
      if (!isOfTrials(error)) throw error;
      if (trials === count) onTrouble(error);
      if (error instanceof BatchTimeoutError) left.waitMs -= error.timeoutMs;
      last = error;
      if (trials === 1) batch.fail(part, reasonOf(error));
      else parts.push(...halvesOf(part));
    }
  }
  return batch.result();
}

/** Evaluations of parts that find `TRIALS_FOUND` trials among so many, each in a half of its own at every step. */
function evaluationsFor(trials: number): number {
  return 2 * TRIALS_FOUND * Math.ceil(Math.log2(Math.max(2, trials)));
}

/** The first half last, so that it is taken first. */
function halvesOf({ from, to }: BatchPart): BatchPart[] {
  const middle = (from + to) >> 1;
  return [
    { from: middle, to },
    { from, to: middle },
  ];
}

/** In words that do not depend on the machine: they are part of the result. */
function reasonOf(error: unknown): string {
  if (error instanceof BatchTimeoutError) return `took longer than ${error.timeoutMs} ms`;
  if (error instanceof BatchCrashedError) return `crashed its evaluator: ${error.reason}`;
  return error instanceof Error ? error.message : String(error);
}
