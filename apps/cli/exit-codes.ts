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

/** Every code a `Rejected` of paramo may carry. A test reads the sources and fails when one is missing here. */
export const REJECTION_EXITS = {
  'batch.out-of-order': EXIT.conflict,
  'batch.over-budget': EXIT.conflict,
  'data.invalid': EXIT.invalid,
  'data.unavailable': EXIT.invalid,
  'dataset.not-found': EXIT.notFound,
  'metric.unknown': EXIT.invalid,
  'optimization.already-exists': EXIT.conflict,
  'optimization.invalid': EXIT.invalid,
  'optimization.not-found': EXIT.notFound,
  'optimization.planning-unfinished': EXIT.conflict,
  'optimization.state-conflict': EXIT.conflict,
  'optimization.trials-missing': EXIT.conflict,
  'search-space.empty': EXIT.invalid,
  'search-space.not-enumerable': EXIT.invalid,
  'search-space.too-large': EXIT.invalid,
  'strategy.invalid': EXIT.invalid,
  'stream.revision-mismatch': EXIT.conflict,
  'trial.not-found': EXIT.notFound,
  'trials.bad-filter': EXIT.invalid,
  'trials.bad-sort': EXIT.invalid,
} as const satisfies Record<string, ExitCode>;

/** An unknown code is a bug of ours. */
export function exitOfRejection(code: string): ExitCode {
  const exits: Readonly<Record<string, ExitCode>> = REJECTION_EXITS;
  return exits[code] ?? EXIT.unexpected;
}
