import type { ProblemCode } from '#api';

/** What the shell is told. A number keeps its meaning for ever (docs/reference/cli.md). */
export const EXIT = {
  ok: 0,
  /** An unexpected error: a bug of ours or a fault of the machine. */
  unexpected: 1,
  /** Wrong usage or an invalid file. */
  invalid: 2,
  notFound: 3,
  /** State, revision or id: somebody else was first. */
  conflict: 5,
  /** The run ended without a usable trial, or was cancelled. */
  runFailed: 7,
  /** Finished, with more failed trials than `--max-failure-rate` allows. */
  tooManyFailures: 8,
  timeout: 124,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a service may refuse with; the others are the gateway's own. */
type RefusalCode = Exclude<ProblemCode, `${'request' | 'idempotency' | 'gateway'}.${string}`>;

/** A new code does not compile until it has a row here. */
export const REJECTION_EXITS: Readonly<Record<RefusalCode, ExitCode>> = {
  'batch.out-of-order': EXIT.conflict,
  'batch.over-budget': EXIT.conflict,
  'data.invalid': EXIT.invalid,
  'data.unavailable': EXIT.invalid,
  'dataset.not-found': EXIT.notFound,
  'execution.memory-too-small': EXIT.invalid,
  'heatmap.bad-request': EXIT.invalid,
  'metric.unknown': EXIT.invalid,
  'optimization.already-exists': EXIT.conflict,
  'optimization.invalid': EXIT.invalid,
  'optimization.not-found': EXIT.notFound,
  'optimization.nothing-failed': EXIT.conflict,
  'optimization.planning-unfinished': EXIT.conflict,
  'optimization.state-conflict': EXIT.conflict,
  'optimization.trials-missing': EXIT.conflict,
  'search-space.empty': EXIT.invalid,
  'search-space.not-enumerable': EXIT.invalid,
  'search-space.too-large': EXIT.invalid,
  'strategy.invalid': EXIT.invalid,
  'strategy.unknown': EXIT.notFound,
  'stream.revision-mismatch': EXIT.conflict,
  'trial.not-found': EXIT.notFound,
  'trials.bad-filter': EXIT.invalid,
  'trials.bad-sort': EXIT.invalid,
};

/** An unknown code is a bug of ours. */
export function exitOfRejection(code: string): ExitCode {
  const exits = new Map<string, ExitCode>(Object.entries(REJECTION_EXITS));
  return exits.get(code) ?? EXIT.unexpected;
}
